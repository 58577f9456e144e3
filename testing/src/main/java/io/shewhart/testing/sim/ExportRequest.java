/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;

/**
 * One export request of a process, as the Collector receives it.
 *
 * @param number order of creation, breaks ties
 */
record ExportRequest(long arrival, long number, ServiceProcess process, List<SimSpan> spans) {
    /**
     * Appends this request's ResourceSpans. Spans of one scope stand together, scopes in the order
     * in which they occur.
     */
    void writeTo(BackwardsWriter out) {
        List<Scope> scopes = spans.stream().map(span -> span.scope).distinct().toList();
        int resourceSpans = out.mark();
        int resource = out.mark();
        out.append(process.encodedResource.toByteArray());
        out.close(1, resource);
        for (int i = scopes.size() - 1; i >= 0; i--) {
            Scope scope = scopes.get(i);
            int scopeSpans = out.mark();
            out.bytes(1, scope.encoded.toByteArray());
            for (int j = spans.size() - 1; j >= 0; j--) {
                if (spans.get(j).scope == scope) {
                    out.bytes(2, spans.get(j).body);
                }
            }
            if (!scope.schemaUrl().isEmpty()) {
                out.string(3, scope.schemaUrl());
            }
            out.close(2, scopeSpans);
        }
        out.close(1, resourceSpans);
    }
}
