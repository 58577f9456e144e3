/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * How much keyed state a subtask holds, as gauges: exact, since every change is counted, and cheap,
 * since nothing is ever scanned. Kept by key group, so that a subtask goes on with the right
 * numbers after a restore at any parallelism.
 *
 * <p>State {@code levels}, union list, one entry a subtask, of bytes: version 1; then for each
 * level its name, then for each key group of the subtask with a value other than zero the group + 1
 * and the value, zigzag; 0 ends the level. Numbers are varints.
 */
final class KeyedLevels<L extends Enum<L> & JobMetric> {
    private static final int VERSION = 1;

    private final Map<L, Level> levels;
    private final AbstractStreamOperator<?> operator;
    private final int keyGroups;
    private final KeyGroupRange range;
    private final ListState<byte[]> state;

    private KeyedLevels(L[] levels, AbstractStreamOperator<?> operator, ListState<byte[]> state) {
        this.operator = operator;
        TaskInfo task = operator.getRuntimeContext().getTaskInfo();
        keyGroups = task.getMaxNumberOfParallelSubtasks();
        range =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        keyGroups,
                        task.getNumberOfParallelSubtasks(),
                        task.getIndexOfThisSubtask());
        this.state = state;
        this.levels = new EnumMap<>(levels[0].getDeclaringClass());
        for (L level : levels) {
            this.levels.put(level, new Level(range.getNumberOfKeyGroups()));
        }
    }

    /** The levels of an operator, restored. */
    static <L extends Enum<L> & JobMetric> KeyedLevels<L> restore(
            L[] levels, AbstractStreamOperator<?> operator, StateInitializationContext context)
            throws Exception {
        ListState<byte[]> state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "levels",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        KeyedLevels<L> restored = new KeyedLevels<>(levels, operator, state);
        for (byte[] bytes : state.get()) {
            restored.read(bytes);
        }
        return restored;
    }

    /** Registers the gauges. */
    void register(MetricScope scope, MetricGroup metrics) {
        MetricGroup group = Tally.group(scope, metrics);
        levels.forEach((name, level) -> group.gauge(name.metricName(), () -> level.sum));
    }

    /** What is held of the current key has changed. */
    void add(L level, long change) {
        add(
                level,
                KeyGroupRangeAssignment.assignToKeyGroup(operator.getCurrentKey(), keyGroups),
                change);
    }

    private void add(L level, int keyGroup, long change) {
        Level found = levels.get(level);
        found.byGroup[keyGroup - range.getStartKeyGroup()] += change;
        found.sum += change;
    }

    /** Over all key groups of the subtask. */
    long sum(L level) {
        return levels.get(level).sum;
    }

    /** Puts them into a checkpoint. */
    void snapshot() throws Exception {
        state.update(List.of(write()));
    }

    private byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeUInt32NoTag(VERSION);
            out.writeUInt32NoTag(levels.size());
            for (Map.Entry<L, Level> level : levels.entrySet()) {
                out.writeStringNoTag(level.getKey().name());
                long[] groups = level.getValue().byGroup;
                for (int i = 0; i < groups.length; i++) {
                    if (groups[i] != 0) {
                        out.writeUInt32NoTag(range.getStartKeyGroup() + i + 1);
                        out.writeSInt64NoTag(groups[i]);
                    }
                }
                out.writeUInt32NoTag(0);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private void read(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        int version = in.readUInt32();
        if (version != VERSION) {
            throw new InvalidProtocolBufferException(
                    "version " + version + " of state levels, known: " + VERSION);
        }
        for (int count = in.readUInt32(); count > 0; count--) {
            L level = named(in.readString());
            for (int group = in.readUInt32(); group != 0; group = in.readUInt32()) {
                long value = in.readSInt64();
                if (level != null && range.contains(group - 1)) {
                    add(level, group - 1, value);
                }
            }
        }
    }

    /** Null for a level that another release had. */
    private L named(String name) {
        for (L level : levels.keySet()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        return null;
    }

    private static final class Level {
        private final long[] byGroup;
        private long sum;

        private Level(int keyGroups) {
            byGroup = new long[keyGroups];
        }
    }
}
