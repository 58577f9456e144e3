/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failed, cut and truncated calls. */
class FailuresTest {
    private static final String TTFC = "gen_ai.response.time_to_first_chunk";

    @Test
    void errorNames() {
        SpanRecord attribute = Fixture.chat().with("error.type", "timeout").resolve();
        assertThat(attribute.error).as("status unset").isTrue();
        assertThat(attribute.call.errorType).isEqualTo("timeout");
        assertThat(
                        Fixture.chat()
                                .failed()
                                .event("exception", "exception.type", "openai.RateLimitError")
                                .resolve()
                                .call
                                .errorType)
                .isEqualTo("openai.RateLimitError");
        assertThat(Fixture.chat().failed().resolve().call.errorType).isEqualTo("_OTHER");
        assertThat(
                        Fixture.chat()
                                .with("error.type", "<class 'a.b.ServiceError'>")
                                .resolve()
                                .call
                                .errorType)
                .isEqualTo("a.b.ServiceError");
        SpanRecord handled = Fixture.chat().event("exception", "exception.type", "Retry").resolve();
        assertThat(handled.error).as("exceptions can be handled").isFalse();
        assertThat(handled.call.errorType).isNull();
    }

    @Test
    void failuresAfterTheAnswerBeganAreIncomplete() {
        assertThat(Fixture.chat().failed().resolve().call.incomplete).isFalse();
        assertThat(
                        Fixture.chat()
                                .failed()
                                .with("gen_ai.response.id", "x")
                                .resolve()
                                .call
                                .incomplete)
                .isTrue();
        assertThat(Fixture.chat().failed().with(TTFC, 0.2).resolve().call.incomplete).isTrue();
        assertThat(
                        Fixture.chat()
                                .failed()
                                .with("http.response.status_code", 200)
                                .resolve()
                                .call
                                .incomplete)
                .isTrue();
        assertThat(
                        Fixture.chat()
                                .failed()
                                .with("http.response.status_code", 500)
                                .resolve()
                                .call
                                .incomplete)
                .isFalse();
        assertThat(Fixture.chat().with("gen_ai.request.stream", true).resolve().call.incomplete)
                .as("no tokens and no finish reason prove nothing")
                .isFalse();
    }

    @Test
    void droppedAttributesAreFlaggedOnAnySpan() {
        assertThat(Fixture.span("x", "y").dropped(3, 0).resolve().flags)
                .isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_TRUNCATED));
    }

    @Test
    void emptyListOfFinishReasonsInJavaScriptMeansTheClientLeft() {
        Fixture left =
                Fixture.span("@opentelemetry/instrumentation-openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.response.finish_reasons", List.of());
        assertThat(left.resolve().call.incomplete).isTrue();
        assertThat(left.with("gen_ai.usage.output_tokens", 3).resolve().call.incomplete).isFalse();
    }
}
