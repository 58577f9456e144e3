/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a request in another form that protobuf allows: fields in any order, sub-messages in
 * several parts, unknown fields and groups between them, varints longer than they need to be,
 * fields repeated and fields in a wire type that is not theirs. What the result means is for the
 * generated classes to say.
 */
final class WireMutator {
    /** Message types by (type, field number); everything else is not a message. */
    private static final Map<String, String> MESSAGES =
            Map.ofEntries(
                    Map.entry("request.1", "resourceSpans"),
                    Map.entry("resourceSpans.1", "resource"),
                    Map.entry("resourceSpans.2", "scopeSpans"),
                    Map.entry("resource.1", "attribute"),
                    Map.entry("scopeSpans.1", "scope"),
                    Map.entry("scopeSpans.2", "span"),
                    Map.entry("scope.3", "attribute"),
                    Map.entry("span.9", "attribute"),
                    Map.entry("span.11", "event"),
                    Map.entry("span.13", "link"),
                    Map.entry("span.15", "status"),
                    Map.entry("event.3", "attribute"),
                    Map.entry("link.4", "attribute"),
                    Map.entry("attribute.2", "value"),
                    Map.entry("value.5", "array"),
                    Map.entry("value.6", "map"),
                    Map.entry("array.1", "value"),
                    Map.entry("map.1", "attribute"));

    /** Members of the value's oneof, to stand before and behind what is there. */
    private static final List<AnyValue> OTHER_VALUES =
            List.of(
                    AnyValue.newBuilder().setStringValue("other").build(),
                    AnyValue.newBuilder().setIntValue(-1).build(),
                    AnyValue.newBuilder().setBoolValue(true).build(),
                    AnyValue.newBuilder().setStringValueStrindex(7).build(),
                    AnyValue.newBuilder().setKvlistValue(KeyValueList.getDefaultInstance()).build(),
                    AnyValue.newBuilder().setArrayValue(ArrayValue.getDefaultInstance()).build(),
                    array("first"),
                    array("second"));

    private static final class Field {
        final int number;
        final int wireType;

        /** Behind the tag, and behind the length if there is one. */
        final byte[] payload;

        Field(int number, int wireType, byte[] payload) {
            this.number = number;
            this.wireType = wireType;
            this.payload = payload;
        }
    }

    private final Random random;

    /** Probability of each kind of change at each place. */
    private final double rate;

    WireMutator(Random random, double rate) {
        this.random = random;
        this.rate = rate;
    }

    byte[] mutate(byte[] request) {
        return rewrite("request", request);
    }

    private byte[] rewrite(String type, byte[] message) {
        List<Field> fields = parse(message);
        List<Field> out = new ArrayList<>();
        for (Field field : fields) {
            String child = field.wireType == 2 ? MESSAGES.get(type + "." + field.number) : null;
            if (child == null) {
                out.add(field);
                continue;
            }
            List<byte[]> parts = hit() ? split(field.payload) : List.of(field.payload);
            for (byte[] part : parts) {
                out.add(new Field(field.number, 2, rewrite(child, part)));
            }
        }
        if (type.equals("value") && hit()) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                out.addAll(parse(pick(OTHER_VALUES).toByteArray()));
            }
        }
        if (!out.isEmpty() && hit()) {
            out.add(pick(out));
        }
        if (hit()) {
            out.add(unknown(2, 1 + random.nextInt(20)));
        }
        if (hit()) {
            out.add(unknown(2, 100 + random.nextInt(1 << 20)));
        }
        if (hit()) {
            Collections.shuffle(out, random);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Field field : out) {
            write(bytes, field);
        }
        return bytes.toByteArray();
    }

    /** Two or three messages that merge to the given one, some possibly empty. */
    private List<byte[]> split(byte[] message) {
        List<ByteArrayOutputStream> parts = new ArrayList<>();
        for (int i = random.nextInt(2); i < 3; i++) {
            parts.add(new ByteArrayOutputStream());
        }
        for (Field field : parse(message)) {
            write(pick(parts), field);
        }
        return parts.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    /** A field of any wire type; its number may be one that means something in another. */
    private Field unknown(int depth, int number) {
        int wireType = pick(depth > 0 ? List.of(0, 1, 2, 3, 5) : List.of(0, 1, 2, 5));
        byte[] payload =
                switch (wireType) {
                    case 0 -> varint(random.nextLong() >> random.nextInt(64), 0);
                    case 1 -> bytes(8);
                    case 5 -> bytes(4);
                    case 3 -> {
                        ByteArrayOutputStream group = new ByteArrayOutputStream();
                        for (int i = random.nextInt(3); i > 0; i--) {
                            write(group, unknown(depth - 1, 1 + random.nextInt(20)));
                        }
                        yield group.toByteArray();
                    }
                    default -> new byte[0];
                };
        return new Field(number, wireType, payload);
    }

    private void write(ByteArrayOutputStream out, Field field) {
        out.writeBytes(varint((long) field.number << 3 | field.wireType, 5));
        if (field.wireType == 2) {
            out.writeBytes(varint(field.payload.length, 5));
        }
        if (field.wireType == 0 && hit()) {
            out.writeBytes(varint(value(field.payload), 10));
        } else {
            out.writeBytes(field.payload);
        }
        if (field.wireType == 3) {
            out.writeBytes(varint((long) field.number << 3 | 4, 5));
        }
    }

    /** The shortest form, or when it hits and is allowed to one of up to {@code longest} bytes. */
    private byte[] varint(long value, int longest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        int padding = longest - out.size() - 1;
        if (padding > 0 && hit()) {
            out.write((int) (rest | 0x80));
            for (int i = random.nextInt(padding); i > 0; i--) {
                out.write(0x80);
            }
            out.write(0);
        } else {
            out.write((int) rest);
        }
        return out.toByteArray();
    }

    private static List<Field> parse(byte[] message) {
        List<Field> fields = new ArrayList<>();
        int p = 0;
        while (p < message.length) {
            long tag = value(message, p);
            p += size(message, p);
            int wireType = (int) tag & 7;
            int start = p;
            int length =
                    switch (wireType) {
                        case 0 -> size(message, p);
                        case 1 -> 8;
                        case 5 -> 4;
                        default -> {
                            start += size(message, p);
                            yield (int) value(message, p);
                        }
                    };
            byte[] payload = java.util.Arrays.copyOfRange(message, start, start + length);
            fields.add(new Field((int) (tag >>> 3), wireType, payload));
            p = start + length;
        }
        return fields;
    }

    private static AnyValue array(String element) {
        AnyValue value = AnyValue.newBuilder().setStringValue(element).build();
        return AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(value))
                .build();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static long value(byte[] varint) {
        return value(varint, 0);
    }

    private static long value(byte[] bytes, int p) {
        long value = 0;
        for (int i = 0; i < size(bytes, p); i++) {
            value |= (bytes[p + i] & 0x7fL) << (7 * i);
        }
        return value;
    }

    private static int size(byte[] bytes, int p) {
        int size = 1;
        while (bytes[p + size - 1] < 0) {
            size++;
        }
        return size;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private boolean hit() {
        return random.nextDouble() < rate;
    }
}
