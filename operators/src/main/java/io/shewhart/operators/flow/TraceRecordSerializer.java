/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.TraceSummary;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The summary as {@link ProtoSerializer} writes it: a length, then the message's own bytes. */
public final class TraceRecordSerializer extends ValueSerializer<TraceRecord> {
    private static final long serialVersionUID = 1L;

    public static final TraceRecordSerializer INSTANCE = new TraceRecordSerializer();

    private static final ProtoSerializer<TraceSummary> SUMMARIES =
            new ProtoSerializer<>(TraceSummary.getDefaultInstance());

    @Override
    public TraceRecord createInstance() {
        return TraceRecord.of(TraceSummary.getDefaultInstance());
    }

    @Override
    public void serialize(TraceRecord trace, DataOutputView target) throws IOException {
        byte[] bytes = trace.toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public TraceRecord deserialize(DataInputView source) throws IOException {
        return TraceRecord.of(SUMMARIES.deserialize(source));
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        SUMMARIES.copy(source, target);
    }

    @Override
    public TypeSerializerSnapshot<TraceRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The frame is frozen, and the message evolves as protobuf's do. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TraceRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
