/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of a time to first token; each case is a trap that some emitter has set. */
class TtftGuardsTest {
    private static final String TTFC = "gen_ai.response.time_to_first_chunk";
    private static final long MS = 1_000_000L;

    @ParameterizedTest
    @CsvSource({
        "0.25, 250000, 0",
        "0.0000011, 1.1, 0",
        "0.000001, , 3",
        "0.0, , 3",
        "-0.1, , 3",
        "NaN, , 3",
        "Infinity, , 3",
        "1.004, 1000000, 0",
        "1.006, , 3",
        "250, , 3",
    })
    void firstTokenMustLieWithinTheSpan(double seconds, Double micros, int flag) {
        SpanRecord out = Fixture.chat().with(TTFC, seconds).resolve();
        assertThat(out.call.ttftNanos)
                .isEqualTo(micros == null ? CallFacts.UNKNOWN : Math.round(micros * 1000));
        assertThat(out.call.ttftSource).as("what was looked at").isEqualTo(TTFC);
        assertThat(out.flags).isEqualTo(flag == 0 ? 0 : 1 << flag);
    }

    @Test
    void firstTokenAtTheEndIsSuspectWhenMoreTokensFollowed() {
        Fixture late = Fixture.chat().with(TTFC, 0.991);
        assertThat(late.resolve().flags).isZero();
        SpanRecord out = late.with("gen_ai.usage.output_tokens", 2).resolve();
        assertThat(out.flags).isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_TTFT_SUSPECT));
        assertThat(out.call.ttftNanos).isEqualTo(991 * MS);
    }

    @Test
    void callsThatDoNotStreamHaveNone() {
        SpanRecord out =
                Fixture.chat().with("gen_ai.request.stream", false).with(TTFC, 0.25).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.ttftSource).isNull();
        assertThat(out.call.streaming).isEqualTo((byte) 0);
    }

    @ParameterizedTest
    @CsvSource({
        "openai.api.type,responses",
        "gen_ai.response.id,resp_68e1",
    })
    void responsesApiSendsAnotherEventFirst(String key, String value) {
        SpanRecord out = Fixture.chat().with(TTFC, 0.02).with(key, value).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.streaming).isEqualTo((byte) 1);
        assertThat(out.flags).as("right as reported, but no token").isZero();
    }

    @Test
    void ambiguousUnitFallsBackToMilliseconds() {
        String key = "gen_ai.response.time_to_first_token";
        assertThat(Fixture.chat().with(key, 0.3).resolve().call.ttftNanos).isEqualTo(300 * MS);
        assertThat(Fixture.chat().with(key, 300).resolve().call.ttftNanos).isEqualTo(300 * MS);
    }

    @Test
    void endBeforeStartMeasuresNothing() {
        SpanRecord out = Fixture.chat().millis(-5).with(TTFC, 0.25).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.flags)
                .isEqualTo(
                        Fixture.flag(QualityFlag.QUALITY_FLAG_END_BEFORE_START)
                                | Fixture.flag(QualityFlag.QUALITY_FLAG_TTFT_IMPLAUSIBLE));
    }
}
