/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/** The part of the truth that says what happened when. */
final class TruthEvents {
    private TruthEvents() {}

    /** What changes without anything being wrong, and may rightly be noticed. */
    static void changes(JsonGenerator json, SimOptions options, IncidentPlan plan)
            throws IOException {
        json.writeArrayFieldStart("changes");
        if (options.rhythm() > 0) {
            json.writeStartObject();
            json.writeStringField("name", "day-rhythm");
            json.writeStringField(
                    "summary", "the arrival rate follows the day; its peak is at 14:00 UTC");
            json.writeStringField("metric", "requests");
            json.writeEndObject();
        }
        if (options.canaryShare() > 0) {
            json.writeStartObject();
            json.writeStringField("name", "canary");
            json.writeStringField(
                    "summary", "a healthy release gets its share, the one before loses it");
            time(json, "start", plan.canaryStart);
            json.writeStringField("metric", "requests");
            json.writeStringField("service", ServiceProcess.ORCHESTRATOR_CANARY.service);
            json.writeStringField("from", ServiceProcess.ORCHESTRATOR.version);
            json.writeStringField("to", ServiceProcess.ORCHESTRATOR_CANARY.version);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** One incident and what it is expected to move. */
    static void incident(JsonGenerator json, Incident incident) throws IOException {
        IncidentKind kind = incident.kind();
        json.writeStartObject();
        json.writeStringField("name", kind.label);
        json.writeStringField("summary", kind.summary);
        time(json, "start", incident.start());
        time(json, "end", incident.end());
        json.writeStringField(
                "actsOn",
                kind == IncidentKind.VANISHED_TRAFFIC || kind == IncidentKind.BAD_RELEASE
                        ? "traces that start in it"
                        : "calls that start in it");
        json.writeNumberField("factor", kind.factor);
        json.writeArrayFieldStart("expected");
        for (Expectation expectation : Expectation.of(kind)) {
            expectation(json, expectation);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void expectation(JsonGenerator json, Expectation expectation)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", expectation.metric());
        json.writeStringField("direction", expectation.direction());
        json.writeBooleanField("must", expectation.must());
        if (expectation.factor() > 0) {
            json.writeNumberField("factor", expectation.factor());
        }
        Expectation.Series series = expectation.series();
        label(json, "service", series.service());
        json.writeStringField("environment", ServiceProcess.ENVIRONMENT);
        label(json, "provider", series.provider());
        label(json, "model", series.model());
        label(json, "operation", series.operation());
        label(json, "vantage", series.vantage());
        json.writeArrayFieldStart("versions");
        for (String version : expectation.versions()) {
            json.writeString(version);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void label(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** Writes a time twice: to be read and to be computed with. */
    static void time(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeStringField(name, Instant.ofEpochSecond(0, nanos).toString());
        json.writeNumberField(name + "UnixNano", nanos);
    }
}
