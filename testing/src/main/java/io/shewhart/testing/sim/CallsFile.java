/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the truth about every real model call, one JSON object a line, in the order in which their
 * spans first reached the log. Unknown values are left out.
 */
final class CallsFile implements Closeable {
    private final JsonGenerator json;

    CallsFile(Path file) throws IOException {
        json =
                new JsonFactory()
                        .createGenerator(
                                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16));
        json.setRootValueSeparator(null);
    }

    void write(SimSpan span, KafkaLog.Entry entry, int partition, long offset) throws IOException {
        CallTruth call = span.call;
        json.writeStartObject();
        json.writeStringField(
                "traceId",
                String.format(Locale.ROOT, "%016x%016x", call.traceHigh(), call.traceLow()));
        json.writeStringField("spanId", String.format(Locale.ROOT, "%016x", call.spanId()));
        text("responseId", call.responseId());
        text("provider", call.provider());
        text("requestModel", call.requestModel());
        text("servedModel", call.servedModel());
        text("operation", call.operation());
        text("vantage", call.vantage());
        text("service", call.process().service);
        text("serviceVersion", call.process().version);
        text("environment", ServiceProcess.ENVIRONMENT);
        json.writeBooleanField("streaming", call.streaming());
        json.writeNumberField("startTimeUnixNano", call.start());
        json.writeNumberField("endTimeUnixNano", call.end());
        number("timeToFirstTokenNanos", call.ttftNanos());
        number("inputTokens", call.inputTokens());
        number("outputTokens", call.outputTokens());
        text("errorType", call.errorType());
        json.writeBooleanField("incomplete", call.incomplete());
        json.writeStringField("delivery", span.delay > 0 ? "late" : "normal");
        if (span.delay > 0) {
            json.writeNumberField("delayNanos", span.delay);
        }
        if (span.repeatAfter > 0 || entry.repeated()) {
            json.writeStringField("repeated", entry.repeated() ? "record" : "span");
        }
        json.writeNumberField("partition", partition);
        json.writeNumberField("offset", offset);
        json.writeNumberField("kafkaTimestampMillis", entry.timestampMillis());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void text(String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void number(String name, long value) throws IOException {
        if (value != CallTruth.UNKNOWN) {
            json.writeNumberField(name, value);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
