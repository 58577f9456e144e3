/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static io.shewhart.operators.flow.Spans.group;
import static io.shewhart.operators.flow.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Gauges of state against what is in it, through restores at other parallelisms. */
class KeyedLevelsTest {
    private static final int TRACES = 60;

    @Test
    void tracesAreCountedAsTheyComeSettleAndAreForgotten() throws Exception {
        try (Rig<SpanGroup, Inference> rig = assembly(1, 0, null)) {
            for (int trace = 0; trace < TRACES; trace++) {
                rig.send(group(trace, span(1, 0, 0, 4_000)));
                rig.send(group(trace, Spans.call(2, 1, 0, 2_000)));
            }
            rig.watermark(at(0));
            assertThat(levels(rig)).startsWith(0L, 0L, 2L * TRACES);
            assertThat(levels(rig).get(3)).isPositive();
            // The call ended at 2 s and has settled, the root at 4 s has not.
            rig.watermark(at(13_000));
            assertThat(levels(rig)).startsWith(1L * TRACES, 0L, 0L);
            rig.watermark(at(20_000));
            assertThat(levels(rig)).startsWith(0L, 1L * TRACES, 0L);
            assertThat(levels(rig).get(3) / TRACES).isBetween(20L, 600L);
            rig.watermark(at(700_000));
            assertThat(rig.entries()).isZero();
            assertThat(levels(rig)).containsOnly(0L);
        }
    }

    @Test
    void everySubtaskGoesOnWithItsOwnNumbersAtAnyParallelism() throws Exception {
        OperatorSubtaskState one;
        List<Long> whole;
        try (Rig<SpanGroup, Inference> rig = assembly(1, 0, null)) {
            for (int trace = 0; trace < TRACES; trace++) {
                rig.send(group(trace, span(1, 0, 0, 4_000)));
            }
            rig.watermark(at(20_000)).send(group(1_000, span(1, 0, 0, 40_000)));
            one = rig.checkpoint();
            whole = levels(rig);
        }
        OperatorSubtaskState[] three = new OperatorSubtaskState[3];
        List<List<Long>> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Rig<SpanGroup, Inference> rig = assembly(3, i, Rig.part(one, 1, 3, i))) {
                three[i] = rig.checkpoint();
                parts.add(levels(rig));
                int entries = rig.entries() + ((AssemblyOperator) rig.operator()).held();
                assertThat(levels(rig).get(1) + levels(rig).get(2)).isEqualTo(entries);
                rig.watermark(at(900_000));
                assertThat(levels(rig)).containsOnly(0L);
            }
        }
        for (int level = 0; level < whole.size(); level++) {
            int l = level;
            assertThat(parts.stream().mapToLong(part -> part.get(l)).sum())
                    .isEqualTo(whole.get(level));
        }
        OperatorSubtaskState again = AbstractStreamOperatorTestHarness.repackageState(three);
        try (Rig<SpanGroup, Inference> rig = assembly(1, 0, Rig.part(again, 3, 1, 0))) {
            assertThat(levels(rig)).isEqualTo(whole);
        }
    }

    @Test
    void windowsAreCountedUntilTheServiceIsForgotten() throws Exception {
        try (Rig<PartialWindow, WindowAggregate> rig = windows()) {
            for (long i = 0; i < 40; i++) {
                String service = "s" + i % 4;
                for (PartialWindow partial :
                        Windows.partials(Windows.call(service, i, 5 + 60 * (i % 3)))) {
                    rig.send(partial);
                }
            }
            List<Long> open = levels(rig);
            assertThat(open.get(0)).as("services").isEqualTo(4);
            assertThat(open.get(1)).as("series").isZero();
            assertThat(open.get(2) + 4).as("bundles and headers").isEqualTo(rig.entries());
            rig.watermark(Windows.at(75));
            assertThat(levels(rig).get(1)).as("series").isPositive();
            assertThat(levels(rig).get(2)).as("bundles").isLessThan(open.get(2));
            rig.watermark(Windows.at(2 * 3600));
            assertThat(rig.entries()).isZero();
            assertThat(levels(rig)).containsOnly(0L);
        }
    }

    private static long at(long ms) {
        return Spans.EPOCH + ms;
    }

    private static List<Long> levels(Rig<?, ?> rig) {
        if (rig.operator() instanceof AssemblyOperator assembly) {
            return Stream.of(AssemblyLevel.values()).map(assembly.levels()::sum).toList();
        }
        WindowOperator windows = (WindowOperator) (Object) rig.operator();
        return Stream.of(WindowLevel.values()).map(windows.levels()::sum).toList();
    }

    private static Rig<SpanGroup, Inference> assembly(
            int parallelism, int index, OperatorSubtaskState state) throws Exception {
        return Rig.assembly(TraceSettings.defaults(), 1 << 24, parallelism, index, state);
    }

    private static Rig<PartialWindow, WindowAggregate> windows() throws Exception {
        return Rig.keyed(
                new WindowOperator(Windows.SETUP),
                PartialWindow::service,
                Types.STRING,
                ValueTypeInformation.proto(WindowAggregate.getDefaultInstance()),
                1,
                0,
                null);
    }
}
