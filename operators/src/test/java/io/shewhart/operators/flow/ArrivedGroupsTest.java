/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static io.shewhart.operators.flow.Spans.group;
import static io.shewhart.operators.flow.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.schemas.v1.Inference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Groups that came and were not looked at yet are as safe as all others. */
class ArrivedGroupsTest {
    private static final int GROUPS = 4;
    private static final long HEAP = 1 << 24;

    @Property(tries = 30)
    void whatNoWatermarkFollowedIsInACheckpoint(@ForAll @IntRange(min = 1, max = 40) int traces)
            throws Exception {
        OperatorSubtaskState state;
        try (Rig<SpanGroup, Inference> rig = open(null, HEAP)) {
            for (int trace = 1; trace <= traces; trace++) {
                rig.send(group(trace, span(1, 0, 0, 4_000)));
            }
            state = rig.checkpoint();
        }
        try (Rig<SpanGroup, Inference> rig = open(state, HEAP)) {
            rig.endOfTime();
            assertThat(rig.side(Outputs.TRACES)).hasSize(traces);
        }
    }

    @Property(tries = 30)
    void whatNoWatermarkFollowedIsThereWhenInputEnds(
            @ForAll @IntRange(min = 1, max = 40) int traces) throws Exception {
        try (Rig<SpanGroup, Inference> rig = open(null, HEAP)) {
            for (int trace = 1; trace <= traces; trace++) {
                rig.send(group(trace, span(1, 0, 0, 4_000)));
            }
            rig.finish();
            assertThat(((AssemblyOperator) rig.operator()).held()).isEqualTo(traces);
        }
    }

    @Example
    void muchDoesNotWait() {
        ArrivedGroups arrived = new ArrivedGroups();
        for (int round = 0; round < 3; round++) {
            assertThat(arrived.add(bytes(1 << 19))).isFalse();
            assertThat(arrived.add(bytes((1 << 19) - 1))).isFalse();
            assertThat(arrived.add(bytes(1))).isTrue();
            arrived.clear();
        }
    }

    /** A trace that was found may leave the heap before its group is with it. */
    @Property(tries = 40)
    void everyTraceIsWholeHoweverLittleTheHeapHolds(
            @ForAll @IntRange(min = 1, max = 12_000) int heap,
            @ForAll @IntRange(min = 1, max = 12) int traces,
            @ForAll int seed)
            throws Exception {
        List<SpanGroup> groups = new ArrayList<>();
        for (int trace = 1; trace <= traces; trace++) {
            for (int i = 1; i <= GROUPS; i++) {
                groups.add(group(trace, span(i, i - 1, 0, 4_000 + 100 * trace)));
            }
        }
        Collections.shuffle(groups, new Random(seed));
        try (Rig<SpanGroup, Inference> rig = open(null, heap)) {
            for (SpanGroup group : groups) {
                rig.send(group);
            }
            rig.endOfTime();
            assertThat(rig.side(Outputs.TRACES))
                    .hasSize(traces)
                    .allMatch(trace -> trace.summary().getSpanCount() == GROUPS);
        }
    }

    private static SpanGroup bytes(int length) {
        return new SpanGroup(1, 1, 0, "otlp_spans", 0, new byte[length]);
    }

    private static Rig<SpanGroup, Inference> open(OperatorSubtaskState state, long heap)
            throws Exception {
        return Rig.assembly(TraceSettings.defaults(), heap, 1, 0, state);
    }
}
