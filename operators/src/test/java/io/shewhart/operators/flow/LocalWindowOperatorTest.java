/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static io.shewhart.operators.flow.Windows.at;
import static io.shewhart.operators.flow.Windows.call;
import static io.shewhart.operators.flow.Windows.nanos;
import static io.shewhart.operators.flow.Windows.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.Inference;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.junit.jupiter.api.Test;

/** The heap is empty whenever somebody relies on it. */
class LocalWindowOperatorTest {

    @Test
    void aWindowLeavesBeforeTheWatermarkThatClosesItAndOthersStay() throws Exception {
        try (Rig<Inference, PartialWindow> rig = calls()) {
            rig.send(call("shop", 1, 5)).send(call("shop", 2, 7)).send(call("shop", 3, 65));
            assertThat(rig.watermark(at(71) - 1).out()).isEmpty();
            rig.watermark(at(71));
            assertThat(rig.out()).extracting(PartialWindow::windowEnd).containsExactly(nanos(60));
            assertThat(rig.out()).extracting(PartialWindow::requests).containsExactly(2L);
            assertThat(rig.beforeWatermark(at(71))).hasSize(1);
        }
    }

    @Test
    void nothingIsHeldAfterABarrierAndNothingIsInState() throws Exception {
        OperatorSubtaskState state;
        try (Rig<Inference, PartialWindow> rig = calls()) {
            state = rig.send(call("shop", 1, 5)).send(call("bank", 2, 65)).checkpoint();
            assertThat(rig.out()).hasSize(2);
            assertThat(rig.quality()).containsOnly(entry("calls", 2L));
            rig.checkpoint();
            rig.endOfTime().finish();
            assertThat(rig.out()).hasSize(2);
        }
        assertThat(state.hasState()).isFalse();
    }

    @Test
    void theEndOfInputDrains() throws Exception {
        try (Rig<Inference, PartialWindow> rig = calls()) {
            rig.send(call("shop", 1, 5)).finish();
            assertThat(rig.out()).hasSize(1);
            assertThat(rig.quality()).containsOnly(entry("calls", 1L));
        }
    }

    @Test
    void theHeapIsBounded() throws Exception {
        try (Rig<Inference, PartialWindow> rig = calls()) {
            for (int i = 0; i < 4095; i++) {
                rig.send(call("s" + i, i, 5));
            }
            assertThat(rig.out()).isEmpty();
            assertThat(rig.send(call("s4095", 4095, 5)).out()).hasSize(4096);
        }
    }

    @Test
    void tracesAreAddedUpToo() throws Exception {
        try (Rig<TraceRecord, PartialWindow> rig =
                open(LocalWindowOperator.traces(Windows.SETUP))) {
            rig.send(TraceRecord.of(trace("shop", 1, 5)))
                    .send(TraceRecord.of(trace("shop", 2, 6)))
                    .checkpoint();
            assertThat(rig.out()).extracting(PartialWindow::requests).containsExactly(2L);
            assertThat(rig.quality()).containsOnly(entry("traces", 2L));
        }
    }

    private static Rig<Inference, PartialWindow> calls() throws Exception {
        return open(LocalWindowOperator.inferences(Windows.SETUP));
    }

    private static <I> Rig<I, PartialWindow> open(OneInputStreamOperator<I, PartialWindow> operator)
            throws Exception {
        return Rig.open(
                operator,
                ValueTypeInformation.of(PartialWindow.class, PartialWindowSerializer.INSTANCE),
                1,
                0,
                null);
    }
}
