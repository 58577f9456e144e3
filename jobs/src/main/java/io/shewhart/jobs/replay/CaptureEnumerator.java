/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Gives every reader all its logs in one go, before it reads anything: a reader whose watermark did
 * not know of a log would run ahead of it. Logs go round the readers in order.
 */
final class CaptureEnumerator implements SplitEnumerator<CaptureLog, List<CaptureLog>> {
    private final SplitEnumeratorContext<CaptureLog> context;
    private final List<CaptureLog> unassigned;
    private final Set<Integer> waiting = new HashSet<>();

    CaptureEnumerator(SplitEnumeratorContext<CaptureLog> context, List<CaptureLog> unassigned) {
        this.context = context;
        this.unassigned = new ArrayList<>(unassigned);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // Readers never ask: they are given everything when they register.
    }

    @Override
    public void addSplitsBack(List<CaptureLog> splits, int subtask) {
        unassigned.addAll(splits);
    }

    @Override
    public void addReader(int subtask) {
        waiting.add(subtask);
        if (waiting.size() < context.currentParallelism()) {
            return;
        }
        Map<Integer, List<CaptureLog>> assignment = new HashMap<>();
        for (int i = 0; i < unassigned.size(); i++) {
            assignment
                    .computeIfAbsent(i % context.currentParallelism(), k -> new ArrayList<>())
                    .add(unassigned.get(i));
        }
        unassigned.clear();
        if (!assignment.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        for (int reader : waiting) {
            context.signalNoMoreSplits(reader);
        }
        waiting.clear();
    }

    @Override
    public List<CaptureLog> snapshotState(long checkpointId) {
        return new ArrayList<>(unassigned);
    }

    @Override
    public void close() {}

    /** Version 1: count, then length-prefixed splits. */
    static final class StateSerializer implements SimpleVersionedSerializer<List<CaptureLog>> {
        private final CaptureLog.Serializer splits = new CaptureLog.Serializer();

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(List<CaptureLog> logs) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeInt(logs.size());
            for (CaptureLog log : logs) {
                byte[] bytes = splits.serialize(log);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public List<CaptureLog> deserialize(int version, byte[] bytes) throws IOException {
            if (version != 1) {
                throw new IOException("unknown version " + version + " of unassigned captures");
            }
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            int count = in.readInt();
            List<CaptureLog> logs = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                byte[] split = new byte[in.readInt()];
                in.readFully(split);
                logs.add(splits.deserialize(splits.getVersion(), split));
            }
            return logs;
        }
    }
}
