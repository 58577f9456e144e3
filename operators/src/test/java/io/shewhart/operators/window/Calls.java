/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;

/** Calls for tests: a streamed chat call that went well unless told otherwise. */
final class Calls {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;

    private Calls() {}

    /** A call by number; ids and hence the place in a sample follow from the number. */
    static Inference.Builder call(long number, long endNanos) {
        return Inference.newBuilder()
                .setTraceId(String.format("%032x", number * 0x9e3779b97f4a7c15L))
                .setSpanId(String.format("%016x", number + 1))
                .setRole(Role.ROLE_INFERENCE)
                .setService("shop")
                .setEnvironment("prod")
                .setProvider("openai")
                .setRequestModel("gpt-5")
                .setOperation("chat")
                .setVantage(Vantage.VANTAGE_APP)
                .setServiceVersion("1.0")
                .setStreaming(true)
                .setEndTimeUnixNano(endNanos)
                .setEventTimeUnixNano(endNanos)
                .setDurationNanos(2 * SECOND)
                .setTimeToFirstTokenNanos(SECOND / 2)
                .setInputTokens(100)
                .setOutputTokens(31)
                .setTokensSource(TokensSource.TOKENS_SOURCE_PROVIDER);
    }
}
