/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes messages with their fields in the order in which the Collector writes them: from the
 * highest number to the lowest, elements of a repeated field in their own order.
 */
final class CollectorOrder {
    private CollectorOrder() {}

    static byte[] write(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        List<Map.Entry<FieldDescriptor, Object>> fields =
                new ArrayList<>(message.getAllFields().entrySet());
        fields.sort(
                Comparator.comparingInt(
                                (Map.Entry<FieldDescriptor, Object> field) -> place(field.getKey()))
                        .reversed());
        try {
            for (Map.Entry<FieldDescriptor, Object> field : fields) {
                List<?> values =
                        field.getKey().isRepeated()
                                ? (List<?>) field.getValue()
                                : List.of(field.getValue());
                for (Object value : values) {
                    write(out, field.getKey(), value);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Span flags, number 16, stand between 5 and 4. */
    private static int place(FieldDescriptor field) {
        return field.getFullName().equals("opentelemetry.proto.trace.v1.Span.flags")
                ? 2 * 4 + 1
                : 2 * field.getNumber();
    }

    private static void write(CodedOutputStream out, FieldDescriptor field, Object value)
            throws IOException {
        int number = field.getNumber();
        switch (field.getType()) {
            case MESSAGE -> out.writeByteArray(number, write((Message) value));
            case STRING -> out.writeString(number, (String) value);
            case BYTES -> out.writeBytes(number, (com.google.protobuf.ByteString) value);
            case BOOL -> out.writeBool(number, (Boolean) value);
            case INT64 -> out.writeInt64(number, (Long) value);
            case DOUBLE -> out.writeDouble(number, (Double) value);
            case FIXED64 -> out.writeFixed64(number, (Long) value);
            case FIXED32 -> out.writeFixed32(number, (Integer) value);
            case ENUM ->
                    out.writeEnum(
                            number,
                            ((com.google.protobuf.Descriptors.EnumValueDescriptor) value)
                                    .getNumber());
            default -> throw new IllegalArgumentException("field " + field.getFullName());
        }
    }
}
