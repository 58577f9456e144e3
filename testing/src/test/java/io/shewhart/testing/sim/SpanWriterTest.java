/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanWriterTest {
    @Test
    void writesWhatTheGeneratedClassesRead() throws IOException {
        byte[] body =
                new SpanWriter()
                        .begin("chat größe", SpanWriter.CLIENT)
                        .put("s", "x".repeat(9000))
                        .put("i", 300)
                        .put("n", -1L)
                        .put("d", 0.25)
                        .put("b", true)
                        .put("l", List.of("a", "b"))
                        .fail("Broken", "why")
                        .finish(1, -2, 3, -4, 5, 1_793_610_000_000_000_000L);
        Span expected =
                Span.newBuilder()
                        .setTraceId(ByteString.fromHex("0000000000000001fffffffffffffffe"))
                        .setSpanId(ByteString.fromHex("0000000000000003"))
                        .setParentSpanId(ByteString.fromHex("fffffffffffffffc"))
                        .setFlags(0x101)
                        .setName("chat größe")
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        .setStartTimeUnixNano(5)
                        .setEndTimeUnixNano(1_793_610_000_000_000_000L)
                        .addAttributes(
                                pair("s", AnyValue.newBuilder().setStringValue("x".repeat(9000))))
                        .addAttributes(pair("i", AnyValue.newBuilder().setIntValue(300)))
                        .addAttributes(pair("n", AnyValue.newBuilder().setIntValue(-1)))
                        .addAttributes(pair("d", AnyValue.newBuilder().setDoubleValue(0.25)))
                        .addAttributes(pair("b", AnyValue.newBuilder().setBoolValue(true)))
                        .addAttributes(
                                pair(
                                        "l",
                                        AnyValue.newBuilder()
                                                .setArrayValue(
                                                        ArrayValue.newBuilder()
                                                                .addValues(text("a"))
                                                                .addValues(text("b")))))
                        .addAttributes(pair("error.type", text("Broken")))
                        .setStatus(
                                Status.newBuilder()
                                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                                        .setMessage("why"))
                        .build();
        assertThat(Span.parseFrom(body)).isEqualTo(expected);
    }

    @Test
    void fieldsStandInTheOrderInWhichTheCollectorWritesThem() throws IOException {
        byte[] body =
                new SpanWriter()
                        .begin("n", SpanWriter.SERVER)
                        .put("k", "v")
                        .finish(1, 2, 3, 4, 5, 6);
        CodedInputStream in = CodedInputStream.newInstance(body);
        List<Integer> fields = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            fields.add(tag >>> 3);
            in.skipField(tag);
        }
        assertThat(fields).containsExactly(15, 9, 8, 7, 6, 5, 16, 4, 2, 1);
    }

    private static AnyValue.Builder text(String value) {
        return AnyValue.newBuilder().setStringValue(value);
    }

    private static KeyValue pair(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
