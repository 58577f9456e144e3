/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.LateSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One trace far beyond its cap: bounded while it waits, and no other trace notices. */
class HugeTraceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HEAP = 1 << 24;

    /** Not even one trace stays on the heap. */
    private static final long NO_HEAP = 1;

    private static final int CAP = 100;
    private static final int GROUPS = 120;
    private static final int GROUP = 500;
    private static final TraceSettings SETTINGS =
            new TraceSettings(10 * SECOND, 300 * SECOND, 3600 * SECOND, 600 * SECOND, CAP);

    @ParameterizedTest
    @ValueSource(longs = {HEAP, NO_HEAP})
    void whatWaitsIsBoundedAndEverySpanIsAccountedFor(long heap) throws Exception {
        Run run = run(true, false, heap);
        assertThat(run.mostBytes)
                .isGreaterThan(SETTINGS.waitingBytes() / 2)
                .isLessThan(SETTINGS.waitingBytes() * 5 / 4);
        assertThat(run.refused).hasSize(GROUPS * GROUP - CAP).doesNotHaveDuplicates();
    }

    @Test
    void itIsTheSameHoweverFarTheWatermarkIsMeanwhile() throws Exception {
        Run behind = run(true, false);
        Run along = run(true, true);
        assertThat(along.refused).containsExactlyInAnyOrderElementsOf(behind.refused);
        assertThat(along.calls).containsExactlyInAnyOrderElementsOf(behind.calls);
    }

    @Test
    void itIsTheSameWhereverItWaits() throws Exception {
        for (boolean along : new boolean[] {false, true}) {
            Run hot = run(true, along, HEAP);
            Run cold = run(true, along, NO_HEAP);
            assertThat(cold.refused).containsExactlyInAnyOrderElementsOf(hot.refused);
            assertThat(cold.calls).containsExactlyInAnyOrderElementsOf(hot.calls);
        }
    }

    @Test
    void otherTracesComeOutAsWithoutIt() throws Exception {
        assertThat(run(true, true).calls)
                .hasSize(GROUPS)
                .containsExactlyElementsOf(run(false, true).calls);
    }

    private static final class Run {
        long mostBytes;
        List<String> refused;
        List<String> calls;
    }

    private static Run run(boolean huge, boolean along) throws Exception {
        return run(huge, along, HEAP);
    }

    /** A group of the huge trace and a call of its own trace, ten times a second. */
    private static Run run(boolean huge, boolean along, long heap) throws Exception {
        Run run = new Run();
        try (Rig<SpanGroup, Inference> rig = open(heap)) {
            AssemblyOperator operator = (AssemblyOperator) rig.operator();
            for (int i = 0; i < GROUPS; i++) {
                long end = 2_000 + 100L * i;
                long admitted = end - 1_000;
                if (along) {
                    rig.watermark(Spans.EPOCH + admitted);
                }
                if (huge) {
                    SpanRecord[] spans = new SpanRecord[GROUP];
                    for (int s = 0; s < GROUP; s++) {
                        long id = 10 + i * (long) GROUP + s;
                        spans[s] = Spans.span(id, 1, end - 50, end - s % 100);
                    }
                    rig.send(Spans.admitted(7, admitted, spans));
                }
                rig.send(Spans.admitted(1_000 + i, admitted, Spans.call(2, 0, 0, end)));
                run.mostBytes =
                        Math.max(run.mostBytes, operator.levels().sum(AssemblyLevel.STATE_BYTES));
            }
            rig.endOfTime();
            run.calls = rig.out().stream().map(Inference::toString).toList();
            run.refused = new ArrayList<>();
            for (LateSpan span : rig.side(Outputs.LATE_SPANS)) {
                assertThat(span.getReason()).isEqualTo(LateReason.LATE_REASON_OVER_CAP);
                run.refused.add(span.getSpanId());
            }
            assertThat(operator.levels().sum(AssemblyLevel.STATE_BYTES)).isZero();
        }
        return run;
    }

    private static Rig<SpanGroup, Inference> open(long heap) throws Exception {
        return Rig.assembly(SETTINGS, heap, 1, 0, null);
    }
}
