/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/** The self-hosted model server, reporting as vLLM does: no model, no provider, no operation. */
final class ModelServer {
    /** Accepts, tokenizes, hands to the engine. */
    private static final double FRONT_END_SECONDS = 0.001;

    /** Writes the server's span of a call that succeeded; failed and aborted requests have none. */
    void serve(TraceUnderway trace, long parent, ChatRequest request, ChatCourse course) {
        long queue = course.queue();
        long prefill = course.prefill();
        long decode = course.decode();
        long arrival = request.start() + course.network();
        long frontEnd = Math.min(prefill / 2, trace.around(FRONT_END_SECONDS));
        long ttft = queue + prefill;
        long end = arrival + ttft + decode;
        long spanId = trace.ids.id();
        trace.span("llm_request", SpanWriter.SERVER)
                .put("gen_ai.request.id", course.responseId())
                .put("gen_ai.request.max_tokens", ChatCourse.MAX_TOKENS)
                .put("gen_ai.request.temperature", 0.2)
                .put("gen_ai.request.top_p", 1.0)
                .put("gen_ai.request.n", 1)
                .put("gen_ai.usage.prompt_tokens", request.input())
                .put("gen_ai.usage.completion_tokens", course.output())
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
                        request.streaming(),
                        arrival,
                        end,
                        ttft,
                        request.input(),
                        course.output(),
                        null,
                        false);
        trace.end(ServiceProcess.MODEL_SERVER, Scope.VLLM, spanId, parent, arrival, end, call);
    }
}
