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

    /** Milliseconds that can be told in nanoseconds, with a day to spare: until 2262. */
    private static final long MAX_TIMESTAMP = Long.MAX_VALUE / 1_000_000L - 86_400_000L;

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

    /**
     * The decoded value, or null.
     *
     * @throws IOException if it is not base64
     */
    byte[] value() throws IOException {
        if (base64 == null) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new IOException("its value is not base64", e);
        }
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
                    case "topic" -> topic = text(p, name);
                    case "partition" -> partition = (int) number(p, name, 0, Integer.MAX_VALUE);
                    case "offset" -> offset = number(p, name, 0, Long.MAX_VALUE);
                    case "timestamp" -> timestamp = number(p, name, -MAX_TIMESTAMP, MAX_TIMESTAMP);
                    case "value" -> value = token == JsonToken.VALUE_NULL ? null : text(p, name);
                    default -> p.skipChildren();
                }
            }
            if (p.nextToken() != null) {
                throw new IOException("more than one JSON value in the line");
            }
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        require(topic != null, "topic is missing");
        require(partition >= 0, "partition is missing");
        require(offset >= 0, "offset is missing");
        require(timestamp != Long.MIN_VALUE, "timestamp is missing");
        return new CaptureRecord(topic, partition, offset, timestamp, value);
    }

    private static String text(JsonParser p, String name) throws IOException {
        require(p.currentToken() == JsonToken.VALUE_STRING, name + " is not a string");
        return p.getText();
    }

    private static long number(JsonParser p, String name, long min, long max) throws IOException {
        require(p.currentToken() == JsonToken.VALUE_NUMBER_INT, name + " is not a whole number");
        long number = p.getLongValue();
        require(number >= min && number <= max, name + " is out of range");
        return number;
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
