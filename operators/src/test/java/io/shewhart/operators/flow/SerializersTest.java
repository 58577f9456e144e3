/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.MessageLite;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.TraceSummary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Formats of keys, streams and state, held against Flink's own contract. */
class SerializersTest {

    @Nested
    class OfKey128 extends Contract<Key128> {
        OfKey128() {
            super(Key128.Serializer.INSTANCE, Key128.class, 16);
        }

        @Override
        protected Key128[] getTestData() {
            return new Key128[] {
                new Key128(0, 0), new Key128(-1, 1), new Key128(Long.MIN_VALUE, Long.MAX_VALUE)
            };
        }
    }

    @Nested
    class OfSpanGroup extends Contract<SpanGroup> {
        OfSpanGroup() {
            super(SpanGroupSerializer.INSTANCE, SpanGroup.class, -1);
        }

        @Override
        protected SpanGroup[] getTestData() {
            return new SpanGroup[] {
                Spans.group(1, Spans.span(1, 0, 0, 1)),
                Spans.admitted(2, 7, Spans.call(1, 2, 0, 1), Spans.span(2, 0, 0, 5))
            };
        }
    }

    @Nested
    class OfTraceRecord extends Contract<TraceRecord> {
        OfTraceRecord() {
            super(TraceRecordSerializer.INSTANCE, TraceRecord.class, -1);
        }

        @Override
        protected TraceRecord[] getTestData() {
            return new TraceRecord[] {
                TraceRecord.of(TraceSummary.getDefaultInstance()),
                Spans.trace(Spans.span(1, 0, 0, 9), Spans.call(2, 1, 3, 7)),
                Spans.trace(Spans.call(2, 1, 3, 7))
            };
        }
    }

    @Nested
    class OfMessages extends Contract<QualityCount> {
        OfMessages() {
            super(new ProtoSerializer<>(QualityCount.getDefaultInstance()), QualityCount.class, -1);
        }

        @Override
        protected QualityCount[] getTestData() {
            return new QualityCount[] {
                QualityCount.getDefaultInstance(),
                QualityCount.newBuilder().setStage("é").setReason("").setCount(-1).build()
            };
        }
    }

    @Nested
    class OfPartialWindow extends Contract<PartialWindow> {
        OfPartialWindow() {
            super(PartialWindowSerializer.INSTANCE, PartialWindow.class, -1);
        }

        @Override
        protected PartialWindow[] getTestData() {
            List<PartialWindow> windows =
                    Windows.partials(Windows.call("shop", 1, 5), Windows.call("", 2, 65));
            return windows.toArray(new PartialWindow[0]);
        }

        @Override
        protected void testInstantiate() {
            // There is no empty partial window, and nobody asks for one: this type is no key and
            // its serializer takes no reuse.
            assertThat(PartialWindowSerializer.INSTANCE.createInstance()).isNull();
        }
    }

    @Nested
    class OfDecodedRecord extends Contract<DecodedRecord> {
        OfDecodedRecord() {
            super(DecodedRecordSerializer.INSTANCE, DecodedRecord.class, -1);
        }

        @Override
        protected DecodedRecord[] getTestData() {
            SpanGroup group = Spans.group(1, Spans.span(1, 0, 0, 1));
            LateSpan late = LateSpan.newBuilder().setSpanId("01").build();
            DeadLetter dead = DeadLetter.newBuilder().setOffset(3).build();
            return new DecodedRecord[] {
                new DecodedRecord(
                        "a-0", 1, 2, 3, 4, 6, 5, List.of(group, group), List.of(late), dead),
                new DecodedRecord("", Long.MIN_VALUE, 0, 0, 0, 0, 0, List.of(), List.of(), null),
                DecodedRecord.skipped("m-0"),
                DecodedRecord.silence("a-0", 7)
            };
        }
    }

    @Test
    void aSnapshotOfTheSameMessageIsCompatibleAsItIsAndOfAnotherIsNot() throws Exception {
        ProtoSerializer<Inference> inference =
                new ProtoSerializer<>(Inference.getDefaultInstance());
        TypeSerializerSnapshot<Inference> old = throughSavepoint(inference);
        assertThat(
                        inference
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(old)
                                .isCompatibleAsIs())
                .isTrue();
        assertThat(old.restoreSerializer()).isEqualTo(inference);
        assertThat(compatible(new ProtoSerializer<>(LateSpan.getDefaultInstance()), old)).isFalse();
    }

    @Test
    void aSnapshotOfAnUnknownVersionOrClassIsRefused() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("io.shewhart.schemas.v1.NoSuchMessage");
        ClassLoader loader = getClass().getClassLoader();
        assertThatThrownBy(() -> read(out, 1, loader))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NoSuchMessage");
        assertThatThrownBy(() -> read(out, 2, loader)).hasMessageContaining("version 2");
    }

    @Test
    void damagedMessagesAreAnErrorThatNamesTheType() {
        ProtoSerializer<Inference> serializer =
                new ProtoSerializer<>(Inference.getDefaultInstance());
        DataInputDeserializer in = new DataInputDeserializer(new byte[] {0, 0, 0, 1, 10});
        assertThatThrownBy(() -> serializer.deserialize(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Inference");
    }

    /** Key groups depend on these: another hash code orphans the state of every savepoint. */
    @Test
    void hashCodesOfKeysNeverChange() {
        assertThat(new Key128(0, 0).hashCode()).isEqualTo(0);
        assertThat(new Key128(0, 1).hashCode()).isEqualTo(1184437240);
        assertThat(new Key128(1, 0).hashCode()).isEqualTo(-1724029546);
        assertThat(new Key128(0x0123456789abcdefL, 0xfedcba9876543210L).hashCode())
                .isEqualTo(-1392558056);
        assertThat(new Key128(-1, Long.MIN_VALUE).hashCode()).isEqualTo(280177625);
    }

    private static <T extends MessageLite> TypeSerializerSnapshot<T> throughSavepoint(
            ProtoSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
                out, serializer.snapshotConfiguration());
        return TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                SerializersTest.class.getClassLoader());
    }

    @SuppressWarnings("unchecked") // what Flink does with a savepoint of another program
    private static <T extends MessageLite> boolean compatible(
            ProtoSerializer<T> serializer, TypeSerializerSnapshot<?> old) {
        return !serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility((TypeSerializerSnapshot<T>) old)
                .isIncompatible();
    }

    private static void read(DataOutputSerializer written, int version, ClassLoader loader)
            throws IOException {
        new ProtoSerializerSnapshot<QualityCount>()
                .readSnapshot(
                        version, new DataInputDeserializer(written.getCopyOfBuffer()), loader);
    }

    /** Flink's tests of a serializer; values are equal when their bytes are. */
    private abstract static class Contract<T> extends SerializerTestBase<T> {
        private final TypeSerializer<T> serializer;
        private final Class<T> type;
        private final int length;

        Contract(TypeSerializer<T> serializer, Class<T> type, int length) {
            super(
                    new DeeplyEqualsChecker()
                            .withCustomCheck(
                                    (a, b) -> type.isInstance(a) && type.isInstance(b),
                                    (a, b, checker) ->
                                            Arrays.equals(
                                                    bytes(serializer, type.cast(a)),
                                                    bytes(serializer, type.cast(b)))));
            this.serializer = serializer;
            this.type = type;
            this.length = length;
        }

        @Override
        protected TypeSerializer<T> createSerializer() {
            return serializer;
        }

        @Override
        protected int getLength() {
            return length;
        }

        @Override
        protected Class<T> getTypeClass() {
            return type;
        }

        private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            try {
                serializer.serialize(value, out);
            } catch (IOException e) {
                throw new AssertionError("cannot write to memory", e);
            }
            return out.getCopyOfBuffer();
        }
    }
}
