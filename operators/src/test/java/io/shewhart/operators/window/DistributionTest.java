/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final MathContext EXACT = new MathContext(60);

    private static Distribution of(Metric metric, List<Long> quanta) {
        Distribution distribution = new Distribution(metric);
        for (long value : quanta) {
            distribution.add(value, CallId.of(1, value, 2));
        }
        return distribution;
    }

    /** Two passes over exact decimals. */
    private static BigDecimal variance(List<BigDecimal> values) {
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal mean = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, EXACT);
        return values.stream()
                .map(v -> v.subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n.subtract(BigDecimal.ONE), EXACT);
    }

    private static Offset<Double> relative(double expected, double tolerance) {
        return within(Math.abs(expected) * tolerance + 1e-300);
    }

    @Property
    void momentsEqualAReferenceOfExactDecimals(
            @ForAll @Size(min = 2, max = 200)
                    List<@LongRange(min = 1, max = 4_000_000_000_000L) Long> nanos) {
        Distribution distribution = of(Metric.DURATION, nanos);
        BigInteger sum =
                nanos.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(distribution.quantaSum()).isEqualTo(sum);
        assertThat(distribution.count()).isEqualTo(nanos.size());

        List<BigDecimal> seconds = nanos.stream().map(v -> BigDecimal.valueOf(v, 9)).toList();
        double mean =
                new BigDecimal(sum, 9)
                        .divide(BigDecimal.valueOf(nanos.size()), EXACT)
                        .doubleValue();
        assertThat(distribution.mean()).isCloseTo(mean, relative(mean, 1e-15));
        double variance = variance(seconds).doubleValue();
        assertThat(distribution.variance()).isCloseTo(variance, relative(variance, 1e-13));
        assertThat(distribution.min())
                .isEqualTo(seconds.stream().min(BigDecimal::compareTo).get().doubleValue());
        assertThat(distribution.max())
                .isEqualTo(seconds.stream().max(BigDecimal::compareTo).get().doubleValue());

        List<BigDecimal> logs = nanos.stream().map(v -> new BigDecimal(Math.log(v / 1e9))).toList();
        double logMean =
                logs.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(nanos.size()), EXACT)
                        .doubleValue();
        assertThat(distribution.logMean()).isCloseTo(logMean, within(1e-12));
        double logVariance = variance(logs).doubleValue();
        assertThat(distribution.logVariance())
                .isCloseTo(logVariance, within(logVariance * 1e-9 + 1e-20));
    }

    @Test
    void aSmallSpreadOfLargeValuesKeepsItsVariance() {
        // 10 minutes and one nanosecond more: sums of doubles would return 0 or less.
        long base = 600_000_000_000L;
        Distribution distribution = of(Metric.DURATION, List.of(base, base + 1, base + 2));
        assertThat(distribution.variance()).isCloseTo(1e-18, within(1e-32));
    }

    @Test
    void zerosCountButHaveNoLogarithm() {
        Distribution distribution = of(Metric.TTFT, List.of(0L, 1_000_000_000L, 1_000_000_000L));
        assertThat(distribution.count()).isEqualTo(3);
        assertThat(distribution.logCount()).isEqualTo(2);
        assertThat(distribution.logMean()).isZero();
        assertThat(distribution.logVariance()).isZero();
        assertThat(distribution.min()).isZero();
    }

    @Test
    void quantilesStayWithinWhatWasObserved() {
        Distribution distribution = of(Metric.DURATION, List.of(1_234_567_890L, 1_234_567_890L));
        assertThat(distribution.quantile(0.5)).isEqualTo(1.23456789);
        assertThat(distribution.quantile(0.99)).isEqualTo(1.23456789);
    }

    @Test
    void varianceNeedsTwo() {
        Distribution distribution = of(Metric.OUTPUT_TOKENS, List.of(7L));
        assertThat(distribution.variance()).isNaN();
        assertThat(distribution.logVariance()).isNaN();
        assertThat(distribution.mean()).isEqualTo(7);
    }

    @Test
    void refusesWhatSumsCouldNotHoldExactly() {
        Distribution distribution = new Distribution(Metric.DURATION);
        assertThatThrownBy(() -> distribution.add(-1, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> distribution.add(Distribution.MAX_QUANTA + 1, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Distribution(Metric.REQUESTS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
