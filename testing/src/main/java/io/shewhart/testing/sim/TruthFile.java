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
            TruthEvents.changes(json, options, plan);
            json.writeArrayFieldStart("incidents");
            for (Incident incident : plan.staged) {
                TruthEvents.incident(json, incident);
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
        TruthEvents.time(json, "start", options.start());
        TruthEvents.time(json, "end", options.end());
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

    private static void map(JsonGenerator json, String name, Map<String, Long> values)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> entry : values.entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
