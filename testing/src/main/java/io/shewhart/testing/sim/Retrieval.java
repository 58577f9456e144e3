/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;

/** The knowledge base of the application: a service with an embedding model and a vector store. */
final class Retrieval {
    private static final String EMBEDDING_MODEL = "text-embedding-3-small";
    private static final double ERROR_RATE = 0.005;
    private static final String ERROR = "openai.InternalServerError";

    /**
     * Looks up the knowledge base: an embedding, then a vector query, in another service. When the
     * embedding fails the agent goes on with what it has cached.
     */
    long search(TraceUnderway trace, ServiceProcess process, long parent, long start, long tokens) {
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

        boolean failed = trace.outcome.chance(ERROR_RATE);
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
            span.fail(ERROR, "request failed");
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
                        failed ? ERROR : null,
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

        HttpSpans.served(trace, "retrieval", "/search", failed ? 502 : 200);
        trace.end(retrieval, Scope.HTTP_SERVER, server, client, serverStart, serverEnd);

        span =
                trace.span("retrieval product-kb", SpanWriter.CLIENT)
                        .put("gen_ai.operation.name", "retrieval")
                        .put("gen_ai.data_source.id", "product-kb")
                        .put("server.address", "retrieval")
                        .put("server.port", 8080);
        HttpSpans.failedAbove500(span, failed ? 502 : 200);
        trace.end(process, Scope.AGENT, client, parent, start, end);
        return end;
    }
}
