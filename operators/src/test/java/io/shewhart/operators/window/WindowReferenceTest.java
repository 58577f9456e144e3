/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static io.shewhart.operators.window.Calls.MINUTE;
import static io.shewhart.operators.window.Calls.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A whole window from calls to numbers, against sorted arrays and plain loops. */
class WindowReferenceTest {
    private static final int N = 3_000;

    private final Recorded out = new Recorded();
    private final List<Inference> calls = calls();

    private static List<Inference> calls() {
        Random random = new Random(11);
        List<Inference> calls = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            long ttft = (long) (2e8 * Math.exp(random.nextGaussian() * 0.5));
            int tokens = 2 + random.nextInt(400);
            long duration = ttft + (long) (tokens * 2e7 * Math.exp(random.nextGaussian() * 0.2));
            Inference.Builder call =
                    Calls.call(i, random.nextInt(60) * SECOND)
                            .setTimeToFirstTokenNanos(ttft)
                            .setOutputTokens(tokens)
                            .setDurationNanos(duration);
            if (random.nextInt(20) == 0) {
                call.setErrorType("timeout");
            }
            calls.add(call.build());
        }
        return calls;
    }

    private WindowAggregate close(String metric) {
        WindowConfig config = WindowConfig.defaults();
        ServiceWindows windows = new ServiceWindows(config, new HeapWindowStore());
        LocalAggregator local = new LocalAggregator(config, VersionPattern.none(), 10, out);
        for (int i = 0; i < N; i++) {
            local.add(calls.get(i));
            if (i % 500 == 0) {
                local.drain(partial -> windows.add(partial, out));
            }
        }
        local.drainDue(MINUTE + 11 * SECOND, partial -> windows.add(partial, out));
        windows.advanceTo(MINUTE + 11 * SECOND, out);
        assertThat(out.of(metric)).hasSize(1);
        return out.of(metric).get(0);
    }

    private List<Inference> good() {
        return calls.stream().filter(call -> !call.hasErrorType()).toList();
    }

    @Test
    void durationsAreThoseOfTheGoodCalls() {
        WindowAggregate aggregate = close("duration");
        double[] sorted =
                good().stream().mapToDouble(c -> c.getDurationNanos() / 1e9).sorted().toArray();
        assertThat(aggregate.getRequests()).isEqualTo(N);
        assertThat(aggregate.getCount()).isEqualTo(sorted.length);
        long nanos = 0;
        for (Inference call : good()) {
            nanos += call.getDurationNanos();
        }
        assertThat(aggregate.getSum()).isEqualTo(nanos / 1e9);
        assertThat(aggregate.getMin()).isEqualTo(sorted[0]);
        assertThat(aggregate.getMax()).isEqualTo(sorted[sorted.length - 1]);
        double[] quantiles = {
            aggregate.getP50(), aggregate.getP90(), aggregate.getP95(), aggregate.getP99()
        };
        double[] ranks = {0.5, 0.9, 0.95, 0.99};
        for (int i = 0; i < ranks.length; i++) {
            double exact = sorted[(int) Math.floor(ranks[i] * (sorted.length - 1))];
            assertThat(quantiles[i]).isCloseTo(exact, within(exact * 0.010_000_1));
        }
        List<String> slowest =
                good().stream()
                        .sorted(Comparator.comparingLong(Inference::getDurationNanos).reversed())
                        .limit(3)
                        .map(Inference::getTraceId)
                        .toList();
        assertThat(aggregate.getSlowestList().stream().map(e -> e.getTraceId()))
                .containsExactlyElementsOf(slowest);
        assertThat(aggregate.getTypicalList())
                .hasSize(3)
                .allMatch(e -> e.getValue() > sorted[N / 10] && e.getValue() < sorted[N * 8 / 10]);
    }

    @Test
    void chartsReadTheNumbersBack() {
        WindowSummaries.Numbers numbers = WindowSummaries.of(close("tpot"));
        double[] tpot =
                good().stream()
                        .mapToDouble(
                                c ->
                                        (c.getDurationNanos() - c.getTimeToFirstTokenNanos())
                                                / 1e9
                                                / (c.getOutputTokens() - 1))
                        .toArray();
        double mean = Arrays.stream(tpot).average().orElseThrow();
        double logMean = Arrays.stream(tpot).map(Math::log).average().orElseThrow();
        assertThat(numbers.metric()).isEqualTo(Metric.TPOT);
        assertThat(numbers.count()).isEqualTo(tpot.length);
        assertThat(numbers.logCount()).isEqualTo(tpot.length);
        assertThat(numbers.mean()).isCloseTo(mean, within(1e-12));
        assertThat(numbers.variance()).isCloseTo(variance(tpot, mean), within(1e-13));
        assertThat(numbers.logMean()).isCloseTo(logMean, within(1e-9));
        assertThat(numbers.logVariance())
                .isCloseTo(
                        variance(Arrays.stream(tpot).map(Math::log).toArray(), logMean),
                        within(1e-9));
        double p90 = numbers.sketch().quantile(0.9);
        assertThat(numbers.sketch().count()).isEqualTo(tpot.length);
        assertThat(numbers.sketch().countAbove(p90) / (double) tpot.length).isBetween(0.08, 0.1);
        assertThat(numbers.sketch().merge(numbers.sketch()).quantile(0.9)).isEqualTo(p90);
        assertThat(numbers.sketch().merge(numbers.sketch()).count()).isEqualTo(2L * tpot.length);
    }

    private static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }

    @Test
    void ratiosAndCountsAreExact() {
        WindowSummaries.Numbers errors = WindowSummaries.of(close("error_ratio"));
        assertThat(errors.count()).isEqualTo(N);
        assertThat(errors.events()).isEqualTo(N - good().size());
        assertThat(errors.mean()).isNaN();
        assertThat(errors.sketch()).isNull();
        WindowSummaries.Numbers requests = WindowSummaries.of(out.of("requests").get(0));
        assertThat(requests.events()).isEqualTo(N);
        long tokens = calls.stream().mapToLong(Inference::getOutputTokens).sum();
        assertThat(out.of("window_output_tokens_per_second").get(0).getValue())
                .isEqualTo(tokens / 60.0);
    }

    @Test
    void onlyWindowsThatCloseAreDrainedByAWatermark() {
        WindowConfig config = WindowConfig.defaults();
        LocalAggregator local = new LocalAggregator(config, VersionPattern.none(), 2, out);
        local.add(Calls.call(1, MINUTE - 1).build());
        assertThat(local.isFull()).isFalse();
        local.add(Calls.call(2, MINUTE).build());
        assertThat(local.isFull()).isTrue();
        List<PartialWindow> partials = new ArrayList<>();
        local.drainDue(71 * SECOND - 1, partials::add);
        assertThat(partials).isEmpty();
        local.drainDue(71 * SECOND, partials::add);
        assertThat(partials).hasSize(1);
        assertThat(partials.get(0).windowEnd()).isEqualTo(MINUTE);
        local.drain(partials::add);
        assertThat(partials).hasSize(2);
        assertThat(local.size()).isZero();
    }
}
