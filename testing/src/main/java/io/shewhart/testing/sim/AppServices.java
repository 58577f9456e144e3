/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;

/** What the application does besides calling models: guardrail and tools. */
final class AppServices {
    private static final List<String> TOOLS = List.of("order_status", "stock_level", "refund");

    /** Asks the guardrail; returns when it has answered. */
    long guardrail(TraceUnderway trace, ServiceProcess process, long parent, long start) {
        long client = trace.ids.id();
        long serverStart = start + trace.around(0.0008);
        long serverEnd = serverStart + trace.around(0.012);
        long end = serverEnd + trace.around(0.0008);
        HttpSpans.server(
                trace, ServiceProcess.GUARDRAIL, client, serverStart, serverEnd, "/check", 200);
        HttpSpans.client(trace, process, client, parent, start, end, "guardrail", "/check", 200);
        return end;
    }

    /** Runs the tool the model asked for, in another service. */
    long tool(TraceUnderway trace, ServiceProcess process, long parent, long start) {
        String name = TOOLS.get(trace.shape.below(TOOLS.size()));
        String path = "/tools/" + name;
        long tool = trace.ids.id();
        long client = trace.ids.id();
        long clientStart = start + trace.around(0.0003);
        long serverStart = clientStart + trace.around(0.0008);
        long serverEnd = serverStart + trace.around(0.08);
        long clientEnd = serverEnd + trace.around(0.0008);
        long end = clientEnd + trace.around(0.0003);
        HttpSpans.server(trace, ServiceProcess.TOOLS, client, serverStart, serverEnd, path, 200);
        HttpSpans.client(trace, process, client, tool, clientStart, clientEnd, "tools", path, 200);
        trace.span("execute_tool " + name, SpanWriter.INTERNAL)
                .put("gen_ai.operation.name", "execute_tool")
                .put("gen_ai.tool.name", name)
                .put("gen_ai.tool.type", "function")
                .put("gen_ai.tool.call.id", "call_" + Long.toHexString(trace.ids.id()));
        trace.end(process, Scope.AGENT, tool, parent, start, end);
        return end;
    }
}
