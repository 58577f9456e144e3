/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;
import java.util.Locale;

/**
 * Model calls as the application's SDK reports them in the newest conventions, and as the model
 * server reports those that reach it.
 */
final class ModelCalls {
    /** What the caller needs to go on. */
    record Answer(long end, boolean failed, String errorType, long outputTokens) {}

    private static final int MAX_TOKENS = 4096;
    private static final double TOOL_CALL_TOKENS = 28;

    private final IncidentPlan plan;
    private final ModelServer server = new ModelServer();

    ModelCalls(IncidentPlan plan) {
        this.plan = plan;
    }

    /** A chat completion; {@code toolCall}: the model asks for a tool instead of answering. */
    Answer chat(
            TraceUnderway trace,
            ServiceProcess process,
            long parent,
            long start,
            Model model,
            boolean streaming,
            long input,
            boolean toolCall,
            String conversation) {
        double ttftFactor = plan.ttftFactor(model, process, start);
        double ttft =
                (model.ttftBase + model.ttftPerInputToken * input)
                        * trace.latency.logNormal(1, Model.TTFT_SIGMA);
        double tpot =
                trace.latency.logNormal(model.timePerOutputToken, Model.TPOT_SIGMA)
                        * plan.tpotFactor(model, process, start);
        double wanted =
                trace.shape.logNormal(
                                toolCall ? TOOL_CALL_TOKENS : model.outputTokens,
                                Model.OUTPUT_SIGMA)
                        * plan.outputFactor(model, start);
        long output = Math.max(2, Math.min(MAX_TOKENS, StrictMath.round(wanted)));
        boolean failed = trace.outcome.chance(plan.errorRate(model, start));
        boolean cut = trace.outcome.chance(0.3) && streaming && failed;
        double cutAt = trace.outcome.uniform();
        String error = failed ? errorType(model, cut, trace.outcome.uniform()) : null;
        boolean cached = model != Model.LLAMA && trace.shape.chance(0.2);
        long spanId = trace.ids.id();
        String responseId = responseId(model, trace.ids);

        long firstChunk = TraceUnderway.nanos(ttft * ttftFactor);
        long decode = TraceUnderway.nanos(tpot * (output - 1));
        long tail = trace.around(0.002);
        long queue = TraceUnderway.nanos(trace.latency.exponential(0.004) * ttftFactor);
        long there = trace.around(0.0015);
        if (model.selfHosted()) {
            if (!failed) {
                server.serve(
                        trace,
                        spanId,
                        start + there,
                        queue,
                        firstChunk,
                        decode,
                        input,
                        output,
                        streaming,
                        responseId);
            }
            firstChunk += queue + 2 * there;
        }
        long end = start + firstChunk + decode + tail;
        if (cut) {
            end = start + firstChunk + (long) (decode * cutAt);
        } else if (failed) {
            end = start + trace.around(0.2);
        }

        boolean answered = !failed || cut;
        SpanWriter span =
                trace.span("chat " + model.requestName, SpanWriter.CLIENT)
                        .put("gen_ai.operation.name", CallTruth.CHAT)
                        .put("gen_ai.provider.name", model.provider)
                        .put("gen_ai.request.model", model.requestName)
                        .put("server.address", address(model))
                        .put("server.port", model.selfHosted() ? 8000 : 443);
        if (streaming) {
            span.put("gen_ai.request.stream", true);
        }
        span.put("gen_ai.request.max_tokens", MAX_TOKENS)
                .put("gen_ai.request.temperature", 0.2)
                .put("gen_ai.conversation.id", conversation);
        if (answered) {
            String reason = output == MAX_TOKENS ? "length" : toolCall ? "tool_calls" : "stop";
            span.put("gen_ai.response.finish_reasons", List.of(cut ? "error" : reason))
                    .put("gen_ai.response.model", model.responseName)
                    .put("gen_ai.response.id", responseId);
            if (streaming) {
                span.put("gen_ai.response.time_to_first_chunk", firstChunk / 1e9);
            }
        }
        if (!failed) {
            span.put("gen_ai.usage.input_tokens", input).put("gen_ai.usage.output_tokens", output);
            if (cached) {
                span.put("gen_ai.usage.cache_read.input_tokens", input / 2);
            }
            if (model == Model.GPT_5_MINI) {
                span.put("gen_ai.usage.reasoning.output_tokens", output / 3);
            }
        } else {
            span.fail(error, cut ? "stream ended early" : "request failed");
        }
        CallTruth call =
                new CallTruth(
                        trace.traceHigh,
                        trace.traceLow,
                        spanId,
                        process,
                        CallTruth.APP,
                        CallTruth.CHAT,
                        model.provider,
                        model.requestName,
                        model.requestName,
                        answered ? responseId : null,
                        streaming,
                        start,
                        end,
                        answered && streaming ? firstChunk : CallTruth.UNKNOWN,
                        failed ? CallTruth.UNKNOWN : input,
                        failed ? CallTruth.UNKNOWN : output,
                        error,
                        cut);
        trace.end(process, scope(model), spanId, parent, start, end, call);
        return new Answer(end, failed, error, output);
    }

    private static Scope scope(Model model) {
        return model == Model.CLAUDE_SONNET ? Scope.GENAI_ANTHROPIC : Scope.GENAI_OPENAI;
    }

    private static String address(Model model) {
        return switch (model) {
            case GPT_5_MINI, GPT_4O -> "api.openai.com";
            case CLAUDE_SONNET -> "api.anthropic.com";
            case LLAMA -> "model-server";
        };
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
