/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.TokenCovariates;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Window aggregates whose calls grow longer: adjusted for tokens, and not. */
class WindowChartsTest implements WindowCharts.Output {
    private static final long MINUTE = 60_000_000_000L;
    private static final int CALLS = 40;
    private static final SeriesLabels LABELS = SeriesLabels.newBuilder().setService("shop").build();

    private final List<ChartPoint> points = new ArrayList<>();
    private final List<Episode> episodes = new ArrayList<>();
    private int alarming;

    @Override
    public void point(ChartPoint point) {
        points.add(point);
    }

    @Override
    public void episode(Episode episode) {
        episodes.add(episode);
    }

    @Override
    public void alarmingCharts(int change) {
        alarming += change;
    }

    @Override
    public void stateDropped() {
        throw new AssertionError("a state was refused");
    }

    /** A window of calls with ln(duration) = ln(1 + output) - 4 + noise. */
    private static WindowAggregate window(Random random, int minute, double logOutput) {
        double[][] rows = new double[CALLS][];
        double[] mean = new double[3];
        for (int i = 0; i < CALLS; i++) {
            double input = 6 + random.nextGaussian();
            double output = logOutput + 0.6 * random.nextGaussian();
            rows[i] = new double[] {input, output, output - 4 + 0.2 * random.nextGaussian()};
            for (int k = 0; k < 3; k++) {
                mean[k] += rows[i][k] / CALLS;
            }
        }
        TokenCovariates.Builder tokens =
                TokenCovariates.newBuilder()
                        .setCount(CALLS)
                        .setLogInputMean(mean[0])
                        .setLogOutputMean(mean[1])
                        .setLogValueMean(mean[2]);
        double squares = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = a; b < 3; b++) {
                double product = 0;
                for (double[] row : rows) {
                    product += (row[a] - mean[a]) * (row[b] - mean[b]);
                }
                tokens.addProducts(product);
                squares = product;
            }
        }
        return WindowAggregate.newBuilder()
                .setMetric("duration")
                .setLabels(LABELS)
                .setStartTimeUnixNano((minute - 1) * MINUTE)
                .setEndTimeUnixNano(minute * MINUTE)
                .setComplete(true)
                .setRequests(CALLS)
                .setCount(CALLS)
                .setLogCount(CALLS)
                .setLogMean(mean[2])
                .setLogVariance(squares / (CALLS - 1))
                .setTokens(tokens)
                .build();
    }

    private void run(boolean adjustTokens) {
        EngineConfig config = EngineConfig.defaults(MINUTE).withPhaseOne(30, 25);
        WindowCharts charts = new WindowCharts(config, List.of(), adjustTokens);
        Random random = new Random(1);
        byte[] state = null;
        for (int minute = 1; minute <= 60; minute++) {
            WindowAggregate window = window(random, minute, minute > 40 ? 5.7 : 5);
            state = charts.fold(ChartKey.of(window), state, window, this);
        }
    }

    @Test
    void longerAnswersAreNoEpisode() {
        run(true);
        assertThat(points).hasSizeGreaterThan(60);
        assertThat(episodes).isEmpty();
    }

    @Test
    void theyAreOneWithoutAdjustment() {
        run(false);
        assertThat(episodes).isNotEmpty();
        assertThat(episodes.get(0).getSummary())
                .contains("duration of shop: level rose from", "(+");
    }

    /** Two versions side by side, then one: after half an hour it is alone. */
    @Test
    void everyVersionWithTrafficIsAChartThatCanAlarm() {
        WindowCharts charts = new WindowCharts(EngineConfig.defaults(MINUTE), List.of(), false);
        Random random = new Random(1);
        byte[] state = null;
        for (int minute = 1; minute <= 45; minute++) {
            for (String version : minute <= 10 ? List.of("1", "2") : List.of("2")) {
                WindowAggregate.Builder window = window(random, minute, 5).toBuilder();
                window.getLabelsBuilder().setVersion(version);
                WindowAggregate built = window.build();
                state = charts.fold(ChartKey.of(built), state, built, this);
                assertThat(charts.alarming(state)).isEqualTo(alarming);
            }
            assertThat(alarming).isEqualTo(minute <= 40 ? 2 : 1);
        }
    }
}
