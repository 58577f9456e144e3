/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static io.shewhart.operators.window.Calls.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CallObserverTest {
    private final Recorded out = new Recorded();

    /** Metric to value of a window with this one call. */
    private Map<String, Double> metrics(UnaryOperator<Inference.Builder> change) {
        WindowConfig config = WindowConfig.defaults().withWindow(10 * SECOND, SECOND);
        ServiceWindows windows = new ServiceWindows(config, new HeapWindowStore());
        LocalAggregator local = new LocalAggregator(config, VersionPattern.none(), 10, out);
        local.add(change.apply(Calls.call(1, SECOND)).build());
        local.drain(partial -> windows.add(partial, out));
        out.aggregates.clear();
        windows.close(10 * SECOND, out);
        Map<String, Double> values = new TreeMap<>();
        for (WindowAggregate aggregate : out.aggregates) {
            assertThat(aggregate.getRequests()).isEqualTo(1);
            assertThat(aggregate.getCount()).isEqualTo(1);
            values.put(aggregate.getMetric(), aggregate.getValue());
        }
        return values;
    }

    private static final Map<String, Double> COUNTS =
            Map.of("requests", 1.0, "error_ratio", 0.0, "incomplete_ratio", 0.0);

    private static Map<String, Double> and(Map<String, Double> base, Object... more) {
        Map<String, Double> all = new TreeMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], (Double) more[i + 1]);
        }
        return all;
    }

    @Test
    void aStreamedCallEntersEverything() {
        // 2 s, first token after 0.5 s, 31 tokens: 30 gaps in 1.5 s; window of 10 s.
        assertThat(metrics(call -> call))
                .isEqualTo(
                        and(
                                COUNTS,
                                "duration",
                                2.0,
                                "ttft",
                                0.5,
                                "tpot",
                                0.05,
                                "decode_tokens_per_second",
                                20.0,
                                "call_tokens_per_second",
                                15.5,
                                "window_output_tokens_per_second",
                                3.1,
                                "input_tokens",
                                100.0,
                                "output_tokens",
                                31.0));
    }

    @Test
    void aFailedCallIsCountedButItsTimesAreNot() {
        assertThat(metrics(call -> call.setErrorType("429")))
                .isEqualTo(and(COUNTS, "error_ratio", 1.0, "window_output_tokens_per_second", 3.1));
        assertThat(out.of("error_ratio").get(0).getEvents()).isEqualTo(1);
        assertThat(out.of("error_ratio").get(0).getTypical(0).getSpanId())
                .isEqualTo("0000000000000002");
    }

    @Test
    void aCutCallHasAStartButNoEnd() {
        assertThat(metrics(call -> call.setIncomplete(true)))
                .isEqualTo(
                        and(
                                COUNTS,
                                "incomplete_ratio",
                                1.0,
                                "ttft",
                                0.5,
                                "input_tokens",
                                100.0,
                                "window_output_tokens_per_second",
                                3.1));
    }

    @Test
    void doubtfulTokensEnterNoTokenMetric() {
        Map<String, Double> expected = and(COUNTS, "duration", 2.0, "ttft", 0.5);
        assertThat(metrics(call -> call.setTokensSource(TokensSource.TOKENS_SOURCE_SUSPECT)))
                .isEqualTo(expected);
        assertThat(metrics(call -> call.setTokensSource(TokensSource.TOKENS_SOURCE_ESTIMATED)))
                .isEqualTo(expected);
        assertThat(out.counted(WindowCounter.TOKENS_SUSPECT)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.TOKENS_ESTIMATED)).isEqualTo(1);
    }

    @Test
    void embeddingsHaveNeitherFirstNorOutputTokens() {
        assertThat(metrics(call -> call.setOperation("embeddings")))
                .isEqualTo(and(COUNTS, "duration", 2.0, "input_tokens", 100.0));
    }

    @Test
    void firstTokensCountUnlessNothingWasStreamed() {
        assertThat(metrics(call -> call.setStreaming(false))).doesNotContainKeys("ttft", "tpot");
        assertThat(metrics(Inference.Builder::clearStreaming)).containsKeys("ttft", "tpot");
        assertThat(metrics(call -> call.setStreaming(false).setVantage(Vantage.VANTAGE_SERVER)))
                .containsKeys("ttft", "tpot");
    }

    @Test
    void doubtfulFirstTokensCountNowhere() {
        for (QualityFlag flag :
                new QualityFlag[] {
                    QualityFlag.QUALITY_FLAG_TTFT_SUSPECT, QualityFlag.QUALITY_FLAG_TTFT_IMPLAUSIBLE
                }) {
            assertThat(metrics(call -> call.addFlags(flag)))
                    .containsKeys("duration", "output_tokens")
                    .doesNotContainKeys("ttft", "tpot", "decode_tokens_per_second");
        }
        assertThat(out.counted(WindowCounter.TTFT_SUSPECT)).isEqualTo(2);
        assertThat(metrics(call -> call.setTimeToFirstTokenNanos(2 * SECOND + 1)))
                .doesNotContainKeys("ttft", "tpot");
        assertThat(out.counted(WindowCounter.VALUE_IMPLAUSIBLE)).isEqualTo(1);
    }

    @Test
    void oneTokenHasNoTimePerToken() {
        assertThat(metrics(call -> call.setOutputTokens(1)))
                .containsKey("output_tokens")
                .doesNotContainKeys("tpot", "decode_tokens_per_second");
    }

    @Test
    void impossibleNumbersAreCountedAndLeftOut() {
        assertThat(metrics(call -> call.setDurationNanos(-5).clearTimeToFirstTokenNanos()))
                .doesNotContainKeys("duration", "call_tokens_per_second");
        assertThat(metrics(call -> call.setDurationNanos(Long.MAX_VALUE)))
                .doesNotContainKey("duration");
        assertThat(metrics(call -> call.setOutputTokens(-1))).doesNotContainKey("output_tokens");
        assertThat(out.counted(WindowCounter.VALUE_IMPLAUSIBLE)).isEqualTo(3);
        assertThat(metrics(call -> call.clearDurationNanos().clearTimeToFirstTokenNanos()))
                .doesNotContainKey("duration");
        assertThat(out.counted(WindowCounter.NO_DURATION)).isEqualTo(1);
    }

    @Test
    void onlyCountedCallsInTimeEnterAWindow() {
        assertThat(metrics(call -> call.setRole(Role.ROLE_LATE_DUPLICATE))).isEmpty();
        assertThat(metrics(call -> call.setRole(Role.ROLE_UNSURE))).isEmpty();
        assertThat(metrics(call -> call.setRevision(1))).isEmpty();
        assertThat(metrics(call -> call.setLate(true))).isEmpty();
        assertThat(out.counted(WindowCounter.CALLS_NOT_COUNTED)).isEqualTo(3);
        assertThat(out.counted(WindowCounter.CALLS_LATE)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.CALLS)).isZero();
    }
}
