/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/** HTTP spans in the names of the newest conventions. */
final class HttpSpans {
    private HttpSpans() {}

    /** Writes the whole span of an HTTP server. */
    static void server(
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

    /** Writes the whole span of an HTTP client. */
    static void client(
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

    /** A server error is an error for both sides. */
    static void failedAbove500(SpanWriter span, int status) {
        if (status >= 500) {
            span.fail(Integer.toString(status), "");
        }
    }
}
