/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.schemas.v1.SeriesLabels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitRuleTest {

    private static LimitRule rule(String metric, Map<String, String> labels) {
        return new LimitRule(
                metric,
                labels,
                new FixedLimit(
                        "fixed_p95",
                        FixedLimit.Statistic.P95,
                        Double.NEGATIVE_INFINITY,
                        2,
                        20,
                        1,
                        5));
    }

    @Test
    void everyNamedLabelMustHaveItsValue() {
        SeriesLabels labels =
                SeriesLabels.newBuilder()
                        .setService("shop")
                        .setEnvironment("prod")
                        .setProvider("openai")
                        .setModel("gpt-4o")
                        .setOperation("chat")
                        .setVantage("app")
                        .setVersion("1")
                        .build();
        assertThat(rule("ttft", Map.of()).matches("ttft", labels)).isTrue();
        assertThat(rule("ttft", Map.of()).matches("tpot", labels)).isFalse();
        Map<String, String> all =
                Map.of(
                        "service", "shop",
                        "environment", "prod",
                        "provider", "openai",
                        "model", "gpt-4o",
                        "operation", "chat",
                        "vantage", "app");
        assertThat(all.keySet()).containsExactlyInAnyOrderElementsOf(LimitRule.LABELS);
        assertThat(rule("ttft", all).matches("ttft", labels)).isTrue();
        for (String label : LimitRule.LABELS) {
            assertThat(rule("ttft", Map.of(label, "x")).matches("ttft", labels)).isFalse();
            assertThat(rule("ttft", Map.of(label, "")).matches("ttft", labels)).isFalse();
        }
        assertThat(
                        rule("ttft", Map.of("model", ""))
                                .matches("ttft", SeriesLabels.getDefaultInstance()))
                .as("a label that must be absent")
                .isTrue();
    }

    @Test
    void rulesOverlapUnlessALabelTellsThemApart() {
        LimitRule shop = rule("ttft", Map.of("service", "shop"));
        assertThat(shop.overlaps(rule("ttft", Map.of()))).isTrue();
        assertThat(shop.overlaps(rule("ttft", Map.of("model", "m")))).isTrue();
        assertThat(shop.overlaps(rule("ttft", Map.of("service", "bank", "model", "m")))).isFalse();
        assertThat(shop.overlaps(rule("tpot", Map.of()))).isFalse();
    }

    @Test
    void aVersionIsNoLabelOfAChartKey() {
        assertThatThrownBy(() -> rule("ttft", Map.of("version", "1")))
                .hasMessageContaining("version");
    }
}
