/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static io.shewhart.operators.window.Calls.MINUTE;
import static io.shewhart.operators.window.Calls.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.StageTime;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceWindowsTest {
    private final Recorded out = new Recorded();

    private static TraceSummary.Builder trace(int number) {
        return TraceSummary.newBuilder()
                .setTraceId(String.format("%032x", number))
                .setRootSpanId(String.format("%016x", number))
                .setService("shop")
                .setServiceVersion("1.0+build7")
                .setEnvironment("prod")
                .setDurationNanos(3 * SECOND)
                .setEventTimeUnixNano(SECOND)
                .addStages(stage(Stage.STAGE_MODEL, 2 * SECOND))
                .addStages(stage(Stage.STAGE_ORCHESTRATION, SECOND));
    }

    private static StageTime stage(Stage stage, long nanos) {
        return StageTime.newBuilder().setStage(stage).setCriticalPathNanos(nanos).build();
    }

    @Test
    void aStageIsAddedUpAfterItsWindowWasHandedOut() {
        WindowConfig config = WindowConfig.defaults();
        ServiceWindows windows = new ServiceWindows(config, new HeapWindowStore());
        LocalAggregator local = new LocalAggregator(config, VersionPattern.none(), 10, out);
        for (int i = 1; i <= 3; i++) {
            local.add(trace(i).build());
            local.drain(partial -> windows.add(partial, out));
        }
        windows.close(3 * MINUTE, out);

        assertThat(out.of("stage_time"))
                .hasSize(2)
                .allSatisfy(stage -> assertThat(stage.getRequests()).isEqualTo(3));
    }

    private void close(TraceSummary.Builder... traces) {
        WindowConfig config = WindowConfig.defaults();
        ServiceWindows windows = new ServiceWindows(config, new HeapWindowStore());
        LocalAggregator local =
                new LocalAggregator(config, VersionPattern.of("^([0-9.]+)"), 10, out);
        for (TraceSummary.Builder trace : traces) {
            local.add(trace.build());
        }
        local.drain(partial -> windows.add(partial, out));
        windows.close(3 * MINUTE, out);
    }

    @Test
    void aTraceHasDurationErrorRatioAndStages() {
        close(trace(1), trace(2).setError(true));
        assertThat(out.aggregates.stream().map(a -> a.getMetric()))
                .containsExactlyInAnyOrder(
                        "trace_duration", "trace_error_ratio", "stage_time", "stage_time");
        assertThat(out.of("trace_duration").get(0).getSum()).isEqualTo(3);
        assertThat(out.of("trace_duration").get(0).getRequests()).isEqualTo(2);
        assertThat(out.of("trace_duration").get(0).getSlowest(0).getTraceId()).endsWith("01");
        assertThat(out.of("trace_error_ratio").get(0).getValue()).isEqualTo(0.5);
        assertThat(out.of("trace_error_ratio").get(0).getTypical(0).getTraceId()).endsWith("02");
        assertThat(out.of("trace_error_ratio").get(0).getLabels())
                .isEqualTo(
                        SeriesLabels.newBuilder()
                                .setService("shop")
                                .setEnvironment("prod")
                                .setVersion("1.0")
                                .build());
        assertThat(
                        out.of("stage_time").stream()
                                .map(a -> a.getLabels().getOperation() + " " + a.getSum()))
                .containsExactlyInAnyOrder("model 2.0", "orchestration 1.0");
    }

    @Test
    void silenceOfTracesIsNotTold() {
        close(trace(1));
        assertThat(out.counted(WindowCounter.ZERO_WINDOWS)).isZero();
    }

    @Test
    void whatDoesNotCountIsCounted() {
        close(
                trace(1).setRevision(1),
                trace(2).clearRootSpanId(),
                trace(3).setLate(true),
                trace(4).clearDurationNanos().clearStages());
        assertThat(out.counted(WindowCounter.TRACES_AMENDED)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.TRACES_ROOTLESS)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.TRACES_LATE)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.TRACES)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.NO_DURATION)).isEqualTo(1);
        assertThat(out.aggregates.stream().map(a -> a.getMetric()).toList())
                .isEqualTo(List.of("trace_error_ratio"));
    }
}
