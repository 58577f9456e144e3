/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shewhart.jobs.JobOptions;
import io.shewhart.operators.chart.LimitRule;
import io.shewhart.operators.flow.ChartSetup;
import io.shewhart.operators.spc.FixedLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FixedLimitsConfigTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    @TempDir Path directory;

    private ChartSetup file(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("shewhart.yaml"), text);
        return JobOptions.of(Config.of(List.of(ConfigLayer.file(file)))).charts();
    }

    private static String refusal(String value) {
        List<ConfigLayer> layers =
                List.of(ConfigLayer.commandLine(List.of("charts.fixed-limits=" + value)));
        return catchThrowableOfType(ConfigException.class, () -> Config.of(layers)).getMessage();
    }

    @Test
    void aListInTheFileBecomesRules() throws IOException {
        ChartSetup setup =
                file(
                        """
                        charts:
                          metrics: [ttft]
                          fixed-limits:
                            - metric: ttft
                              statistic: p95
                              above: 1500ms
                              where: {service: shop, vantage: app}
                              minimum-count: 50
                              open-after: 3
                              close-after: 2
                            - {metric: output_tokens, statistic: mean, below: 5, above: 2000}
                            - {metric: requests, statistic: count, below: 1, name: silent}
                            - {metric: error_ratio, statistic: ratio, above: 0.05}
                        """);
        FixedLimit.Statistic p95 = FixedLimit.Statistic.P95;
        assertThat(setup.limits())
                .containsExactly(
                        new LimitRule(
                                "ttft",
                                Map.of("service", "shop", "vantage", "app"),
                                new FixedLimit("fixed_p95", p95, -NONE, 1.5, 50, 3, 2)),
                        new LimitRule(
                                "output_tokens",
                                Map.of(),
                                new FixedLimit(
                                        "fixed_mean",
                                        FixedLimit.Statistic.MEAN,
                                        5,
                                        2000,
                                        20,
                                        1,
                                        5)),
                        new LimitRule(
                                "requests",
                                Map.of(),
                                new FixedLimit(
                                        "fixed_count_silent",
                                        FixedLimit.Statistic.COUNT,
                                        1,
                                        NONE,
                                        0,
                                        1,
                                        5)),
                        new LimitRule(
                                "error_ratio",
                                Map.of(),
                                new FixedLimit(
                                        "fixed_ratio",
                                        FixedLimit.Statistic.RATIO,
                                        -NONE,
                                        0.05,
                                        20,
                                        1,
                                        5)));
        assertThat(setup.watches("ttft")).isTrue();
        assertThat(setup.watches("output_tokens")).as("limited, not charted").isTrue();
        assertThat(setup.watches("tpot")).isFalse();
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThat(
                        refusal(
                                "[{metric: ttft, statistic: ratio, above: 2 s, size: 1},"
                                        + " {metric: latency, above: 2}, 7,"
                                        + " {metric: ttft, statistic: p90},"
                                        + " {metric: error_ratio, statistic: ratio, above: 5%,"
                                        + " where: {version: 1}, open-after: 0, name: A B},"
                                        + " {metric: tpot, statistic: p50, above: 1, below: 2}]"))
                .contains(
                        "limit 1: there is no key size",
                        "limit 1: statistic is 'ratio', allowed for ttft: p50, p90, p95, p99, mean",
                        "limit 2: metric is 'latency', allowed: duration, ttft",
                        "limit 3: it is no map",
                        "limit 4: it needs above or below",
                        "limit 5: above is '5%', allowed: a number",
                        "limit 5: where is 'version', allowed: [service, environment",
                        "limit 5: open-after is '0', allowed: a whole number from 1 to 1000",
                        "limit 5: name is 'A B'",
                        "limit 6: below 2 is not less than above 1");
    }

    @Test
    void twoLimitsThatWouldWriteTheSamePointNeedNames() {
        String one = "{metric: ttft, statistic: p95, above: 1s, where: {service: a}}";
        String two = "{metric: ttft, statistic: p95, above: 2s, where: {model: b}}";
        assertThat(refusal("[" + one + ", " + two + "]"))
                .contains("limit 2: another limit on ttft has the chart fixed_p95");
        String apart = "{metric: ttft, statistic: p95, above: 2s, where: {service: b}}";
        String named = "{metric: ttft, statistic: p95, above: 2s, name: hard}";
        List<ConfigLayer> layers =
                List.of(
                        ConfigLayer.commandLine(
                                List.of(
                                        "charts.fixed-limits=["
                                                + String.join(",", one, apart, named)
                                                + "]")));
        assertThat(Config.of(layers).get(ConfigKeys.FIXED_LIMITS)).hasSize(3);
    }
}
