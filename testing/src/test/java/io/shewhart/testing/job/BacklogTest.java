/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long MILLI = 1_000_000L;

    /** Few traces, so that a process may have nothing to export for long. */
    private final BacklogPlan sparse = new BacklogPlan(7, 400, 0, 20, 4, 2, 200);

    @Test
    void nothingWaitsLongerThanFiveSecondsForItsExport() {
        AtomicLong spans = new AtomicLong();
        AtomicLong last = new AtomicLong();
        Backlog.make(
                sparse,
                (partition, timestamp, value) -> {
                    assertThat(timestamp).isGreaterThanOrEqualTo(last.getAndSet(timestamp));
                    for (Span span : spans(value)) {
                        spans.incrementAndGet();
                        long waited = timestamp * MILLI - span.getEndTimeUnixNano();
                        assertThat(waited).isBetween(0L, 5_001 * MILLI);
                    }
                });
        // The spans of the plan, and one a partition that lets time pass.
        assertThat(spans).hasValue(sparse.spans() + sparse.partitions());
    }

    private static List<Span> spans(byte[] value) {
        try {
            return ExportTraceServiceRequest.parseFrom(value).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("a record is an export request", e);
        }
    }
}
