/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/**
 * One real model call as one vantage saw it; unknown numbers are -1, unknown strings null. These
 * are the values that stand in the span, so a reader who reads the span rightly finds them again.
 *
 * @param servedModel the model that answered, also where the span does not say so
 * @param ttftNanos from the call's start to its first chunk, where the span tells it
 * @param incomplete the answer was cut before its end
 */
record CallTruth(
        long traceHigh,
        long traceLow,
        long spanId,
        ServiceProcess process,
        String vantage,
        String operation,
        String provider,
        String requestModel,
        String servedModel,
        String responseId,
        boolean streaming,
        long start,
        long end,
        long ttftNanos,
        long inputTokens,
        long outputTokens,
        String errorType,
        boolean incomplete) {
    static final String APP = "app";
    static final String SERVER = "server";
    static final String CHAT = "chat";
    static final String EMBEDDINGS = "embeddings";
    static final long UNKNOWN = -1;
}
