/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;

/** What the application does besides calling models: guardrail, retrieval, tools. */
final class AppServices {
    private static final String EMBEDDING_MODEL = "text-embedding-3-small";
    private static final double EMBEDDING_ERROR_RATE = 0.005;
    private static final String EMBEDDING_ERROR = "openai.InternalServerError";
    private static final List<String> TOOLS = List.of("order_status", "stock_level", "refund");

    /** Asks the guardrail; returns when it has answered. */
    long guardrail(TraceUnderway trace, ServiceProcess process, long parent, long start) {
        long client = trace.ids.id();
        long serverStart = start + trace.around(0.0008);
        long serverEnd = serverStart + trace.around(0.012);
        long end = serverEnd + trace.around(0.0008);
        http(trace, ServiceProcess.GUARDRAIL, client, serverStart, serverEnd, "/check", 200);
        call(trace, process, client, parent, start, end, "guardrail", "/check", 200);
        return end;
    }

    /**
     * Looks up the knowledge base: an embedding, then a vector query, in another service. When the
     * embedding fails the agent goes on without.
     */
    long retrieval(
            TraceUnderway trace, ServiceProcess process, long parent, long start, long tokens) {
        ServiceProcess retrieval = ServiceProcess.RETRIEVAL;
        long client = trace.ids.id();
        long server = trace.ids.id();
        long embedding = trace.ids.id();
        long serverStart = start + trace.around(0.001);
        long embeddingStart = serverStart + trace.around(0.0005);
        long embeddingEnd = embeddingStart + trace.around(0.06);
        long queryStart = embeddingEnd + trace.around(0.0003);
        long queryEnd = queryStart + trace.around(0.009);
        long serverEnd = queryEnd + trace.around(0.0006);
        long end = serverEnd + trace.around(0.001);

        boolean failed = trace.outcome.chance(EMBEDDING_ERROR_RATE);
        SpanWriter span =
                trace.span("embeddings " + EMBEDDING_MODEL, SpanWriter.CLIENT)
                        .put("gen_ai.operation.name", CallTruth.EMBEDDINGS)
                        .put("gen_ai.provider.name", "openai")
                        .put("gen_ai.request.model", EMBEDDING_MODEL)
                        .put("gen_ai.request.encoding_formats", List.of("base64"))
                        .put("gen_ai.embeddings.dimension.count", 1536)
                        .put("server.address", "api.openai.com")
                        .put("server.port", 443);
        if (failed) {
            span.fail(EMBEDDING_ERROR, "request failed");
        } else {
            span.put("gen_ai.response.model", EMBEDDING_MODEL)
                    .put("gen_ai.usage.input_tokens", tokens);
        }
        CallTruth call =
                new CallTruth(
                        trace.traceHigh,
                        trace.traceLow,
                        embedding,
                        retrieval,
                        CallTruth.APP,
                        CallTruth.EMBEDDINGS,
                        "openai",
                        EMBEDDING_MODEL,
                        EMBEDDING_MODEL,
                        null,
                        false,
                        embeddingStart,
                        embeddingEnd,
                        CallTruth.UNKNOWN,
                        failed ? CallTruth.UNKNOWN : tokens,
                        CallTruth.UNKNOWN,
                        failed ? EMBEDDING_ERROR : null,
                        false);
        trace.end(
                retrieval,
                Scope.GENAI_OPENAI,
                embedding,
                server,
                embeddingStart,
                embeddingEnd,
                call);

        if (!failed) {
            trace.span("query product_kb", SpanWriter.CLIENT)
                    .put("db.system.name", "qdrant")
                    .put("db.operation.name", "query")
                    .put("db.collection.name", "product_kb")
                    .put("db.response.returned_rows", 8)
                    .put("server.address", "qdrant")
                    .put("server.port", 6334);
            trace.end(retrieval, Scope.VECTOR_STORE, trace.ids.id(), server, queryStart, queryEnd);
        }

        served(trace, "retrieval", "/search", failed ? 502 : 200);
        trace.end(retrieval, Scope.HTTP_SERVER, server, client, serverStart, serverEnd);

        span =
                trace.span("retrieval product-kb", SpanWriter.CLIENT)
                        .put("gen_ai.operation.name", "retrieval")
                        .put("gen_ai.data_source.id", "product-kb")
                        .put("server.address", "retrieval")
                        .put("server.port", 8080);
        failedAbove500(span, failed ? 502 : 200);
        trace.end(process, Scope.AGENT, client, parent, start, end);
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
        http(trace, ServiceProcess.TOOLS, client, serverStart, serverEnd, path, 200);
        call(trace, process, client, tool, clientStart, clientEnd, "tools", path, 200);
        trace.span("execute_tool " + name, SpanWriter.INTERNAL)
                .put("gen_ai.operation.name", "execute_tool")
                .put("gen_ai.tool.name", name)
                .put("gen_ai.tool.type", "function")
                .put("gen_ai.tool.call.id", "call_" + Long.toHexString(trace.ids.id()));
        trace.end(process, Scope.AGENT, tool, parent, start, end);
        return end;
    }

    private static void http(
            TraceUnderway trace,
            ServiceProcess process,
            long client,
            long start,
            long end,
            String path,
            int status) {
        served(trace, process.service, path, status);
        trace.end(process, Scope.HTTP_SERVER, trace.ids.id(), client, start, end);
    }

    private static void call(
            TraceUnderway trace,
            ServiceProcess process,
            long spanId,
            long parent,
            long start,
            long end,
            String host,
            String path,
            int status) {
        called(trace, host, path, status);
        trace.end(process, Scope.HTTP_CLIENT, spanId, parent, start, end);
    }

    /** Begins the span of an HTTP server. */
    static void served(TraceUnderway trace, String host, String path, int status) {
        SpanWriter span =
                trace.span("POST " + path, SpanWriter.SERVER)
                        .put("http.request.method", "POST")
                        .put("url.scheme", "http")
                        .put("server.address", host)
                        .put("server.port", 8080)
                        .put("client.address", "10.4.0.17")
                        .put("network.peer.address", "10.4.0.17")
                        .put("url.path", path)
                        .put("http.route", path)
                        .put("network.protocol.version", "1.1")
                        .put("user_agent.original", "python-httpx/0.28.1")
                        .put("http.response.status_code", status);
        failedAbove500(span, status);
    }

    /** Begins the span of an HTTP client. */
    static void called(TraceUnderway trace, String host, String path, int status) {
        SpanWriter span =
                trace.span("POST", SpanWriter.CLIENT)
                        .put("http.request.method", "POST")
                        .put("url.full", "http://" + host + ":8080" + path)
                        .put("server.address", host)
                        .put("server.port", 8080)
                        .put("http.response.status_code", status);
        failedAbove500(span, status);
    }

    private static void failedAbove500(SpanWriter span, int status) {
        if (status >= 500) {
            span.fail(Integer.toString(status), "");
        }
    }
}
