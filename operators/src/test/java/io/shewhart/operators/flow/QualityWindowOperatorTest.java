/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.QualityCount;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it closes
final class QualityWindowOperatorTest {
    private static final long MINUTE = 60_000;

    /** What was closed by a checkpoint and not handed out, is handed out after a restore. */
    @Test
    void closedWindowsSurviveARestore() throws Exception {
        OperatorSubtaskState state;
        try (var harness = open(null)) {
            harness.processElement(count(3), 0);
            harness.snapshot(1, MINUTE + 5);
            harness.processElement(count(4), 0);
            state = harness.snapshot(2, MINUTE + 10);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
        try (var harness = open(state)) {
            harness.processElement(count(5), 0);
            harness.snapshot(3, 2 * MINUTE);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.notifyOfCompletedCheckpoint(3);
            assertThat(harness.extractOutputValues())
                    .containsExactly(at(count(3), MINUTE), at(count(9), 2 * MINUTE));
        }
    }

    @Test
    void theEndOfInputHandsOutTheRest() throws Exception {
        try (var harness = open(null)) {
            harness.processElement(count(3), 0);
            harness.setProcessingTime(MINUTE + 1);
            harness.getOneInputOperator().finish();
            assertThat(harness.extractOutputValues()).containsExactly(at(count(3), 2 * MINUTE));
        }
    }

    private static OneInputStreamOperatorTestHarness<QualityCount, QualityCount> open(
            OperatorSubtaskState state) throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<QualityCount, QualityCount>(
                        new QualityWindowOperator(Duration.ofMillis(MINUTE)));
        harness.setup(new ProtoSerializer<>(QualityCount.getDefaultInstance()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static QualityCount count(long count) {
        return QualityCount.newBuilder()
                .setStage("source")
                .setReason("spans")
                .setCount(count)
                .build();
    }

    private static QualityCount at(QualityCount count, long millis) {
        return count.toBuilder().setEndTimeUnixNano(millis * 1_000_000).build();
    }
}
