/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestSplitterTest {
    @Test
    void piecesHoldAllSpansOnceInOrderUnderTheirResources() throws Exception {
        ExportTraceServiceRequest request = Requests.spans(7, 13, 100);
        RequestSplitter.Pieces pieces = new RequestSplitter(1500).split(request);
        assertThat(pieces.rejected()).isZero();
        assertThat(pieces.items()).isEqualTo(91);
        assertThat(pieces.records()).hasSizeGreaterThan(7);
        List<String> found = new ArrayList<>();
        for (byte[] record : pieces.records()) {
            assertThat(record.length).isLessThanOrEqualTo(1500);
            found.addAll(spans(ExportTraceServiceRequest.parseFrom(record)));
        }
        assertThat(found).isEqualTo(spans(request));
    }

    @Test
    void whatFitsIsLeftAsItIs() {
        ExportTraceServiceRequest request = Requests.spans(3, 2, 5);
        assertThat(new RequestSplitter(100_000).split(request).records())
                .containsExactly(request.toByteArray());
    }

    private static List<String> spans(ExportTraceServiceRequest request) {
        List<String> spans = new ArrayList<>();
        for (ResourceSpans resource : request.getResourceSpansList()) {
            for (Span span : resource.getScopeSpans(0).getSpansList()) {
                spans.add(resource.getSchemaUrl() + " " + span);
            }
        }
        return spans;
    }
}
