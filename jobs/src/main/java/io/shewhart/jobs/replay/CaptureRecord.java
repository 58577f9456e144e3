/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One line of a capture: one Kafka record. The value is null where the record had none. */
final class CaptureRecord {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    final String topic;
    final int partition;
    final long offset;
    final long timestampMillis;
    private final String base64;

    private CaptureRecord(
            String topic, int partition, long offset, long timestampMillis, String base64) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestampMillis = timestampMillis;
        this.base64 = base64;
    }

    byte[] value() {
        return base64 == null
                ? null
                : Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Parses a line.
     *
     * @throws IOException says what is wrong, without the line itself
     */
    static CaptureRecord parse(String line) throws IOException {
        String topic = null;
        int partition = -1;
        long offset = -1;
        long timestamp = Long.MIN_VALUE;
        String value = null;
        try (JsonParser p = JSON.createParser(line)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (p.nextToken() == JsonToken.FIELD_NAME) {
                String name = p.currentName();
                JsonToken token = p.nextToken();
                switch (name) {
                    case "topic" -> topic = p.getText();
                    case "partition" -> partition = p.getIntValue();
                    case "offset" -> offset = p.getLongValue();
                    case "timestamp" -> timestamp = p.getLongValue();
                    case "value" -> value = token == JsonToken.VALUE_NULL ? null : p.getText();
                    default -> p.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        if (topic == null || partition < 0 || offset < 0 || timestamp == Long.MIN_VALUE) {
            throw new IOException("topic, partition, offset or timestamp is missing");
        }
        return new CaptureRecord(topic, partition, offset, timestamp, value);
    }
}
