/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.TokensSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is believed of token counts; each case is a trap that some emitter has set. */
class TokenGuardsTest {
    @Test
    void newerTokenNameWins() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.completion_tokens", 7)
                        .with("gen_ai.usage.output_tokens", 8)
                        .with("gen_ai.usage.prompt_tokens", 5)
                        .with("gen_ai.usage.input_tokens", 5)
                        .resolve();
        assertThat(out.call.outputTokens).isEqualTo(8);
        assertThat(out.call.inputTokens).isEqualTo(5);
        assertThat(out.flags).isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_TOKENS_CONFLICT));
        assertThat(
                        Fixture.chat()
                                .with("gen_ai.usage.prompt_tokens", 5)
                                .with("gen_ai.usage.input_tokens", 5)
                                .resolve()
                                .flags)
                .isZero();
    }

    @Test
    void whatIsNoCountIsUnknown() {
        for (Object garbage : List.of(Double.NaN, -1, 1.5, 1e12, Long.MAX_VALUE, "-3")) {
            SpanRecord out = Fixture.chat().with("gen_ai.usage.output_tokens", garbage).resolve();
            assertThat(out.call.outputTokens).isEqualTo(CallFacts.UNKNOWN);
            assertThat(out.call.tokensSource)
                    .isEqualTo((byte) TokensSource.TOKENS_SOURCE_UNSPECIFIED_VALUE);
            assertThat(out.flags)
                    .as("%s", garbage)
                    .isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_TOKENS_IMPLAUSIBLE));
        }
    }

    @Test
    void garbageInTheNewNameFallsBackToTheOld() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.output_tokens", -1)
                        .with("gen_ai.usage.completion_tokens", 7)
                        .resolve();
        assertThat(out.call.outputTokens).isEqualTo(7);
    }

    @Test
    void zeroOutputIsUnknownAndEmbeddingsHaveNone() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.input_tokens", 5)
                        .with("gen_ai.usage.output_tokens", 0)
                        .resolve();
        assertThat(out.call.outputTokens).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.inputTokens).isEqualTo(5);
        CallFacts embedding =
                Fixture.span("x", "embeddings")
                        .with("gen_ai.operation.name", "embeddings")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.usage.input_tokens", 5)
                        .with("gen_ai.usage.output_tokens", 5)
                        .resolve()
                        .call;
        assertThat(embedding.outputTokens).isEqualTo(CallFacts.UNKNOWN);
        assertThat(embedding.inputTokens).isEqualTo(5);
    }

    @Test
    void moreCachedThanInputProvesThemExclusive() {
        CallFacts call =
                Fixture.chat()
                        .with("gen_ai.usage.input_tokens", 4)
                        .with("gen_ai.usage.cache_read.input_tokens", 2000)
                        .with("gen_ai.usage.cache_creation.input_tokens", 300)
                        .resolve()
                        .call;
        assertThat(call.inputTokens).isEqualTo(2304);
        assertThat(call.cachedInputTokens).isEqualTo(2000);
    }
}
