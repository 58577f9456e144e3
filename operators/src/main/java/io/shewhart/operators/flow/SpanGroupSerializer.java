/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.SpanGroup;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a span group: trace id (two longs), admitted (long), topic (UTF), partition (int),
 * length (int), span bytes. The span bytes carry a version of their own, so this frame never
 * changes.
 */
public final class SpanGroupSerializer extends ValueSerializer<SpanGroup> {
    private static final long serialVersionUID = 1L;

    public static final SpanGroupSerializer INSTANCE = new SpanGroupSerializer();

    /** Of all threads: which of them wrote it does not matter. */
    private static volatile String lastTopic;

    @Override
    public SpanGroup createInstance() {
        return new SpanGroup(0, 0, 0, "", 0, new byte[0]);
    }

    @Override
    public void serialize(SpanGroup group, DataOutputView target) throws IOException {
        target.writeLong(group.traceIdHigh);
        target.writeLong(group.traceIdLow);
        target.writeLong(group.admittedUnixNano);
        target.writeUTF(group.topic);
        target.writeInt(group.partition);
        target.writeInt(group.spans.length);
        target.write(group.spans);
    }

    @Override
    public SpanGroup deserialize(DataInputView source) throws IOException {
        long high = source.readLong();
        long low = source.readLong();
        long admitted = source.readLong();
        String topic = shared(source.readUTF());
        int partition = source.readInt();
        byte[] spans = new byte[source.readInt()];
        source.readFully(spans);
        return new SpanGroup(high, low, admitted, topic, partition, spans);
    }

    /** The same string for group after group, since mostly there is one topic. */
    private static String shared(String topic) {
        String last = lastTopic;
        if (topic.equals(last)) {
            return last;
        }
        lastTopic = topic;
        return topic;
    }

    @Override
    public TypeSerializerSnapshot<SpanGroup> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The frame is frozen; see {@link SpanGroupSerializer}. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SpanGroup> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
