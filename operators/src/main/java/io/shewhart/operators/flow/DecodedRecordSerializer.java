/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.LateSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Between source and admission, which run chained: used only where somebody breaks the chain, and
 * never in state.
 */
public final class DecodedRecordSerializer extends ValueSerializer<DecodedRecord> {
    private static final long serialVersionUID = 1L;

    public static final DecodedRecordSerializer INSTANCE = new DecodedRecordSerializer();

    private static final ProtoSerializer<LateSpan> LATE =
            new ProtoSerializer<>(LateSpan.getDefaultInstance());
    private static final ProtoSerializer<DeadLetter> DEAD =
            new ProtoSerializer<>(DeadLetter.getDefaultInstance());

    @Override
    public DecodedRecord createInstance() {
        return new DecodedRecord("", Long.MIN_VALUE, 0, 0, 0, 0, 0, List.of(), List.of(), null);
    }

    @Override
    public void serialize(DecodedRecord r, DataOutputView target) throws IOException {
        target.writeUTF(r.kind.name());
        target.writeUTF(r.log);
        target.writeLong(r.maxEventUnixNano);
        target.writeInt(r.spans);
        target.writeInt(r.chunkSpans);
        target.writeInt(r.clampedSpans);
        target.writeInt(r.behindSpans);
        target.writeInt(r.reversedSpans);
        target.writeInt(r.groups.size());
        for (SpanGroup group : r.groups) {
            SpanGroupSerializer.INSTANCE.serialize(group, target);
        }
        target.writeInt(r.invalid.size());
        for (LateSpan span : r.invalid) {
            LATE.serialize(span, target);
        }
        target.writeBoolean(r.deadLetter != null);
        if (r.deadLetter != null) {
            DEAD.serialize(r.deadLetter, target);
        }
    }

    @Override
    public DecodedRecord deserialize(DataInputView source) throws IOException {
        DecodedRecord.Kind kind = DecodedRecord.Kind.valueOf(source.readUTF());
        String log = source.readUTF();
        long max = source.readLong();
        int spans = source.readInt();
        int chunks = source.readInt();
        int clamped = source.readInt();
        int behind = source.readInt();
        int reversed = source.readInt();
        int groupCount = source.readInt();
        List<SpanGroup> groups = new ArrayList<>(groupCount);
        for (int i = 0; i < groupCount; i++) {
            groups.add(SpanGroupSerializer.INSTANCE.deserialize(source));
        }
        int invalidCount = source.readInt();
        List<LateSpan> invalid = new ArrayList<>(invalidCount);
        for (int i = 0; i < invalidCount; i++) {
            invalid.add(LATE.deserialize(source));
        }
        DeadLetter dead = source.readBoolean() ? DEAD.deserialize(source) : null;
        return switch (kind) {
            case SKIPPED -> DecodedRecord.skipped(log);
            case SILENCE -> DecodedRecord.silence(log, max);
            case SPANS ->
                    new DecodedRecord(
                            log, max, spans, chunks, clamped, behind, reversed, groups, invalid,
                            dead);
        };
    }

    @Override
    public TypeSerializerSnapshot<DecodedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never in state; see {@link DecodedRecordSerializer}. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DecodedRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
