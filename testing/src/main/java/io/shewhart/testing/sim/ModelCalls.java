/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;

/** Chat calls as the application's SDK reports them in the newest conventions. */
final class ModelCalls {
    private final IncidentPlan plan;
    private final ModelServer server = new ModelServer();

    ModelCalls(IncidentPlan plan) {
        this.plan = plan;
    }

    /** Makes the call, writes its span and, where the application runs the server, the server's. */
    ChatCourse chat(TraceUnderway trace, ChatRequest request) {
        ChatCourse course = ChatCourse.draw(trace, request, plan);
        long spanId = trace.ids.id();
        if (request.model().selfHosted() && !course.failed()) {
            server.serve(trace, spanId, request, course);
        }
        begin(trace, request, course);
        trace.end(
                request.process(),
                request.model() == Model.CLAUDE_SONNET ? Scope.GENAI_ANTHROPIC : Scope.GENAI_OPENAI,
                spanId,
                request.parent(),
                request.start(),
                course.end(),
                truth(trace, spanId, request, course));
        return course;
    }

    private static void begin(TraceUnderway trace, ChatRequest request, ChatCourse course) {
        Model model = request.model();
        SpanWriter span =
                trace.span("chat " + model.requestName, SpanWriter.CLIENT)
                        .put("gen_ai.operation.name", CallTruth.CHAT)
                        .put("gen_ai.provider.name", model.provider)
                        .put("gen_ai.request.model", model.requestName)
                        .put("server.address", address(model))
                        .put("server.port", model.selfHosted() ? 8000 : 443);
        // Absent means not streamed.
        if (request.streaming()) {
            span.put("gen_ai.request.stream", true);
        }
        span.put("gen_ai.request.max_tokens", ChatCourse.MAX_TOKENS)
                .put("gen_ai.request.temperature", 0.2)
                .put("gen_ai.conversation.id", request.conversation());
        if (course.answered()) {
            span.put("gen_ai.response.finish_reasons", List.of(finishReason(request, course)))
                    .put("gen_ai.response.model", model.responseName)
                    .put("gen_ai.response.id", course.responseId());
            if (request.streaming()) {
                span.put("gen_ai.response.time_to_first_chunk", course.firstChunk() / 1e9);
            }
        }
        if (course.failed()) {
            span.fail(course.error(), course.cut() ? "stream ended early" : "request failed");
            return;
        }
        span.put("gen_ai.usage.input_tokens", request.input())
                .put("gen_ai.usage.output_tokens", course.output());
        if (course.cached()) {
            span.put("gen_ai.usage.cache_read.input_tokens", request.input() / 2);
        }
        if (model == Model.GPT_5_MINI) {
            span.put("gen_ai.usage.reasoning.output_tokens", course.output() / 3);
        }
    }

    private static CallTruth truth(
            TraceUnderway trace, long spanId, ChatRequest request, ChatCourse course) {
        boolean timed = course.answered() && request.streaming();
        return new CallTruth(
                trace.traceHigh,
                trace.traceLow,
                spanId,
                request.process(),
                CallTruth.APP,
                CallTruth.CHAT,
                request.model().provider,
                request.model().requestName,
                request.model().requestName,
                course.answered() ? course.responseId() : null,
                request.streaming(),
                request.start(),
                course.end(),
                timed ? course.firstChunk() : CallTruth.UNKNOWN,
                course.failed() ? CallTruth.UNKNOWN : request.input(),
                course.failed() ? CallTruth.UNKNOWN : course.output(),
                course.error(),
                course.cut());
    }

    private static String finishReason(ChatRequest request, ChatCourse course) {
        if (course.cut()) {
            return "error";
        }
        if (course.output() == ChatCourse.MAX_TOKENS) {
            return "length";
        }
        return request.toolCall() ? "tool_calls" : "stop";
    }

    private static String address(Model model) {
        return switch (model) {
            case GPT_5_MINI, GPT_4O -> "api.openai.com";
            case CLAUDE_SONNET -> "api.anthropic.com";
            case LLAMA -> "model-server";
        };
    }
}
