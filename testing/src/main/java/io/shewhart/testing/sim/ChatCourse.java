/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.Locale;

/**
 * How a chat call goes: drawn from the trace's streams, moved by the incidents under way. Every
 * call draws the same numbers in the same order, whatever becomes of it.
 *
 * @param queue time in the queue of a self-hosted server, nanoseconds
 * @param prefill the model's own time to its first token, nanoseconds
 * @param decode time from the first token to the last, nanoseconds
 * @param network one way to a self-hosted server, nanoseconds
 * @param end of the call as the client sees it, nanoseconds since the Unix epoch
 * @param error null when all went well
 * @param cut the stream ended early, which is an error too
 */
record ChatCourse(
        long queue,
        long prefill,
        long decode,
        long network,
        long end,
        long output,
        boolean cached,
        String responseId,
        String error,
        boolean cut) {
    static final int MAX_TOKENS = 4096;

    private static final double TOOL_CALL_TOKENS = 28;
    private static final double CACHED = 0.2;

    /** Of the streams that fail; the others fail before their first chunk. */
    private static final double CUT = 0.3;

    static ChatCourse draw(TraceUnderway trace, ChatRequest request, IncidentPlan plan) {
        Model model = request.model();
        long start = request.start();
        double ttftFactor = plan.ttftFactor(model, request.process(), start);
        double ttft =
                (model.ttftBase + model.ttftPerInputToken * request.input())
                        * trace.latency.logNormal(1, Model.TTFT_SIGMA)
                        * ttftFactor;
        double tpot =
                trace.latency.logNormal(model.timePerOutputToken, Model.TPOT_SIGMA)
                        * plan.tpotFactor(model, request.process(), start);
        double median = request.toolCall() ? TOOL_CALL_TOKENS : model.outputTokens;
        double wanted =
                trace.shape.logNormal(median, Model.OUTPUT_SIGMA) * plan.outputFactor(model, start);
        long output = Math.max(2, Math.min(MAX_TOKENS, StrictMath.round(wanted)));
        boolean failed = trace.outcome.chance(plan.errorRate(model, start));
        boolean cut = trace.outcome.chance(CUT) && request.streaming() && failed;
        double cutAt = trace.outcome.uniform();
        String error = errorType(model, cut, trace.outcome.uniform());
        boolean cached = trace.shape.chance(CACHED) && !model.selfHosted();

        long prefill = TraceUnderway.nanos(ttft);
        long decode = TraceUnderway.nanos(tpot * (output - 1));
        long tail = trace.around(0.002);
        double queueing = trace.latency.exponential(0.004) * ttftFactor;
        long queue = model.selfHosted() ? TraceUnderway.nanos(queueing) : 0;
        long there = trace.around(0.0015);
        long network = model.selfHosted() ? there : 0;
        long rejection = trace.around(0.2);
        long firstChunk = start + queue + prefill + 2 * network;
        long end = firstChunk + decode + tail;
        if (cut) {
            end = firstChunk + (long) (decode * cutAt);
        } else if (failed) {
            end = start + rejection;
        }
        return new ChatCourse(
                queue,
                prefill,
                decode,
                network,
                end,
                output,
                cached,
                responseId(model, trace.ids),
                failed ? error : null,
                cut);
    }

    boolean failed() {
        return error != null;
    }

    /** Something came back: a response id, and on streams a first chunk. */
    boolean answered() {
        return !failed() || cut;
    }

    /** Client's time to its first chunk, nanoseconds. */
    long firstChunk() {
        return queue + prefill + 2 * network;
    }

    private static String responseId(Model model, Draw ids) {
        String prefix = model == Model.CLAUDE_SONNET ? "msg_" : "chatcmpl-";
        return prefix + String.format(Locale.ROOT, "%016x%08x", ids.id(), ids.below(1 << 30));
    }

    private static String errorType(Model model, boolean cut, double uniform) {
        String sdk = model == Model.CLAUDE_SONNET ? "anthropic." : "openai.";
        if (cut) {
            return sdk + "APIConnectionError";
        }
        return sdk + (uniform < 0.6 ? "RateLimitError" : "InternalServerError");
    }
}
