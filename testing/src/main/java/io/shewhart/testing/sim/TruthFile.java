/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Writes what was asked for, what was staged and what came out of it. */
final class TruthFile {
    private static final int FORMAT = 1;

    private TruthFile() {}

    static void write(
            Path file,
            String capture,
            String calls,
            SimOptions options,
            IncidentPlan plan,
            Tally tally)
            throws IOException {
        // Always a line feed, or the bytes would depend on the system.
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("capture", capture);
            json.writeStringField("calls", calls);
            options(json, options);
            counts(json, tally);
            changes(json, options, plan);
            json.writeArrayFieldStart("incidents");
            for (Incident incident : plan.staged) {
                incident(json, incident);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notStaged");
            for (IncidentKind kind : plan.leftOut) {
                json.writeString(kind.label);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void options(JsonGenerator json, SimOptions options) throws IOException {
        json.writeObjectFieldStart("options");
        json.writeNumberField("seed", options.seed());
        time(json, "start", options.start());
        time(json, "end", options.end());
        json.writeNumberField("rate", options.rate());
        json.writeNumberField("rhythm", options.rhythm());
        json.writeNumberField("canaryShare", options.canaryShare());
        json.writeNumberField("lateShare", options.lateShare());
        json.writeNumberField("repeatedShare", options.repeatedShare());
        json.writeArrayFieldStart("incidents");
        for (IncidentKind kind : options.incidents()) {
            json.writeString(kind.label);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes the counts as an object named {@code counts}. */
    static void counts(JsonGenerator json, Tally tally) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("traces", tally.traces);
        json.writeNumberField("spans", tally.spans);
        json.writeNumberField("spanCopies", tally.spanCopies);
        json.writeNumberField("lateSpans", tally.lateSpans);
        json.writeNumberField("lateSpansBeyondRetention", tally.lateBeyondRetention);
        json.writeNumberField("repeatedSpans", tally.repeatedSpans);
        json.writeNumberField("repeatedRecords", tally.repeatedRecords);
        json.writeNumberField("valueBytes", tally.valueBytes);
        json.writeNumberField("modelCalls", tally.modelCalls);
        json.writeNumberField("failedModelCalls", tally.failedCalls);
        json.writeNumberField("lateModelCalls", tally.lateCalls);
        map(json, "records", tally.records);
        map(json, "modelCallsBySeries", tally.calls);
        json.writeEndObject();
    }

    /** What changes without anything being wrong, and may rightly be noticed. */
    private static void changes(JsonGenerator json, SimOptions options, IncidentPlan plan)
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

    private static void incident(JsonGenerator json, Incident incident) throws IOException {
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

    private static void map(JsonGenerator json, String name, Map<String, Long> values)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> entry : values.entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeStringField(name, Instant.ofEpochSecond(0, nanos).toString());
        json.writeNumberField(name + "UnixNano", nanos);
    }
}
