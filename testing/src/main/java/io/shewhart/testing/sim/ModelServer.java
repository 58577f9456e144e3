/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/** The self-hosted model server, reporting as vLLM does: no model, no provider, no operation. */
final class ModelServer {
    /** Accepts, tokenizes, hands to the engine. */
    private static final double FRONT_END_SECONDS = 0.001;

    /**
     * Writes the server's span of a call that succeeded; failed and aborted requests have none.
     * Durations in nanoseconds; {@code prefill} is what the model needs up to its first token.
     */
    void serve(
            TraceUnderway trace,
            long parent,
            long arrival,
            long queue,
            long prefill,
            long decode,
            long input,
            long output,
            boolean streaming,
            String responseId) {
        long frontEnd = Math.min(prefill / 2, trace.around(FRONT_END_SECONDS));
        long ttft = queue + prefill;
        long end = arrival + ttft + decode;
        long spanId = trace.ids.id();
        trace.span("llm_request", SpanWriter.SERVER)
                .put("gen_ai.request.id", responseId)
                .put("gen_ai.request.max_tokens", 4096)
                .put("gen_ai.request.temperature", 0.2)
                .put("gen_ai.request.top_p", 1.0)
                .put("gen_ai.request.n", 1)
                .put("gen_ai.usage.prompt_tokens", input)
                .put("gen_ai.usage.completion_tokens", output)
                .put("gen_ai.latency.time_in_queue", queue / 1e9)
                .put("gen_ai.latency.time_to_first_token", ttft / 1e9)
                .put("gen_ai.latency.e2e", (ttft + decode) / 1e9)
                .put("gen_ai.latency.time_in_model_prefill", (prefill - frontEnd) / 1e9)
                .put("gen_ai.latency.time_in_model_decode", decode / 1e9)
                .put("gen_ai.latency.time_in_model_inference", (prefill - frontEnd + decode) / 1e9);
        CallTruth call =
                new CallTruth(
                        trace.traceHigh,
                        trace.traceLow,
                        spanId,
                        ServiceProcess.MODEL_SERVER,
                        CallTruth.SERVER,
                        CallTruth.CHAT,
                        null,
                        null,
                        Model.LLAMA.requestName,
                        null,
                        streaming,
                        arrival,
                        end,
                        ttft,
                        input,
                        output,
                        null,
                        false);
        trace.end(ServiceProcess.MODEL_SERVER, Scope.VLLM, spanId, parent, arrival, end, call);
    }
}
