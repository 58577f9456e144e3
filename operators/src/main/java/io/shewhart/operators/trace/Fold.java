/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * First and last time at which a streaming server sent a part of a body, gathered from its chunk
 * spans. Merging is idempotent and does not depend on the order. Nanoseconds since the Unix epoch.
 */
final class Fold {
    /** Span whose chunks these are. */
    final long parentSpanId;

    long firstBody = Long.MAX_VALUE;
    long lastBody = Long.MIN_VALUE;
    long maxEvent = Long.MIN_VALUE;
    int chunks;

    Fold(long parentSpanId) {
        this.parentSpanId = parentSpanId;
    }

    boolean hasBody() {
        return firstBody != Long.MAX_VALUE;
    }

    /** Takes in a chunk span or a folded entry; true when a body time changed. */
    boolean merge(SpanRecord chunk) {
        maxEvent = Math.max(maxEvent, chunk.eventUnixNano);
        chunks += Math.max(1, chunk.chunkCount);
        boolean changed = false;
        if (chunk.chunkBody) {
            changed = chunk.startUnixNano < firstBody || chunk.endUnixNano > lastBody;
            firstBody = Math.min(firstBody, chunk.startUnixNano);
            lastBody = Math.max(lastBody, chunk.endUnixNano);
        }
        return changed;
    }

    /** As an entry of a group. */
    void toRecord(SpanRecord target) {
        target.clear();
        target.chunk = true;
        target.chunkBody = hasBody();
        target.chunkCount = chunks;
        target.parentSpanId = parentSpanId;
        target.startUnixNano = hasBody() ? firstBody : maxEvent;
        target.endUnixNano = hasBody() ? lastBody : maxEvent;
        target.eventUnixNano = maxEvent;
    }
}
