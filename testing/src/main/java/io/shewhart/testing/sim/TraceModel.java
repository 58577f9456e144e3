/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;
import java.util.Locale;

/**
 * One question to the application, from the gateway's first byte to its last. Every span lies
 * within its parent; the whole trace depends on the seed and its number only, and on the incidents.
 */
final class TraceModel {
    private static final double STREAMED = 0.7;
    private static final double RETRIEVES = 0.4;
    private static final double USES_TOOL = 0.3;
    private static final long TOOL_RESULT_TOKENS = 120;

    private final SimOptions options;
    private final IncidentPlan plan;
    private final ModelCalls models;
    private final AppServices services = new AppServices();
    private final Retrieval retrieval = new Retrieval();
    private final SpanWriter writer = new SpanWriter();

    TraceModel(SimOptions options, IncidentPlan plan) {
        this.options = options;
        this.plan = plan;
        models = new ModelCalls(plan);
    }

    /** The spans of the trace of this number; none if its traffic has vanished. */
    List<SimSpan> trace(long index, long start) {
        TraceUnderway trace = new TraceUnderway(options, writer, index);
        Model model = Model.pick(trace.shape.uniform());
        if (plan.vanished(model, start)) {
            return List.of();
        }
        ServiceProcess process = plan.release(start, trace.shape.uniform());
        boolean streaming = trace.shape.chance(STREAMED);
        boolean retrieves = trace.shape.chance(RETRIEVES);
        boolean usesTool = trace.shape.chance(USES_TOOL);
        long input = StrictMath.round(trace.shape.logNormal(700, 0.4));
        String conversation = "conv-" + String.format(Locale.ROOT, "%016x", trace.ids.id());

        long gateway = trace.ids.id();
        long client = trace.ids.id();
        long server = trace.ids.id();
        long agent = trace.ids.id();
        long clientStart = start + trace.around(0.0012);
        long serverStart = clientStart + trace.around(0.0008);
        long agentStart = serverStart + trace.around(0.0006);

        long now = agentStart + trace.around(0.0004);
        now = services.guardrail(trace, process, agent, now) + trace.around(0.0003);
        if (retrieves) {
            long question = StrictMath.round(trace.shape.logNormal(40, 0.4));
            now = retrieval.search(trace, process, agent, now, question) + trace.around(0.0004);
            input += StrictMath.round(trace.shape.logNormal(900, 0.2));
        }
        ChatCourse answer =
                models.chat(
                        trace,
                        new ChatRequest(
                                process,
                                agent,
                                now,
                                model,
                                streaming,
                                input,
                                usesTool,
                                conversation));
        if (usesTool && !answer.failed()) {
            now = services.tool(trace, process, agent, answer.end() + trace.around(0.0004));
            answer =
                    models.chat(
                            trace,
                            new ChatRequest(
                                    process,
                                    agent,
                                    now + trace.around(0.0004),
                                    model,
                                    streaming,
                                    input + answer.output() + TOOL_RESULT_TOKENS,
                                    false,
                                    conversation));
        }

        long agentEnd = answer.end() + trace.around(0.0004);
        long serverEnd = agentEnd + trace.around(0.0005);
        long clientEnd = serverEnd + trace.around(0.0008);
        long end = clientEnd + trace.around(0.0006);
        int status = answer.failed() ? 502 : 200;
        SpanWriter span =
                trace.span("invoke_agent shop-assistant", SpanWriter.INTERNAL)
                        .put("gen_ai.operation.name", "invoke_agent")
                        .put("gen_ai.agent.name", "shop-assistant")
                        .put("gen_ai.agent.version", process.version)
                        .put("gen_ai.conversation.id", conversation);
        if (answer.failed()) {
            span.fail(answer.error(), "");
        }
        trace.end(process, Scope.AGENT, agent, server, agentStart, agentEnd);
        HttpSpans.served(trace, "orchestrator", "/answer", status);
        trace.end(process, Scope.HTTP_SERVER, server, client, serverStart, serverEnd);
        HttpSpans.called(trace, "orchestrator", "/answer", status);
        trace.end(
                ServiceProcess.GATEWAY, Scope.HTTP_CLIENT, client, gateway, clientStart, clientEnd);
        HttpSpans.served(trace, "chat-gateway", "/chat", status);
        trace.end(ServiceProcess.GATEWAY, Scope.HTTP_SERVER, gateway, 0, start, end);
        return trace.spans;
    }
}
