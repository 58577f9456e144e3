/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is kept of one trace between two calls of {@link TraceAssembler#advance}. The
 * encoded form holds all of it: an assembler that goes on from the decoded state gives the same
 * output.
 */
public final class TraceState {
    /** Oldest first; only the last one can be open. */
    final List<Segment> segments = new ArrayList<>();

    /** Spans by id over all segments. */
    final SpanIdMap<SpanNode> index = new SpanIdMap<>();

    /** What has arrived and is not visible yet, as it arrived. */
    final List<SpanGroup> waiting = new ArrayList<>();

    boolean changed;

    TraceState() {}

    /** The compact form; for many traces use a {@link TraceCodec}. */
    public byte[] encode() {
        return new TraceCodec().encode(this);
    }

    /** Reads the compact form. */
    public static TraceState decode(byte[] bytes) {
        return new TraceCodec().decode(bytes);
    }

    /**
     * Whether the last {@link TraceAssembler#advance} changed anything; if not, a stored state can
     * be left as it is.
     */
    public boolean changed() {
        return changed;
    }

    /** Number of spans kept, those that are not visible yet not included. */
    public int spanCount() {
        return index.size();
    }

    /** Whether the trace, or its newest segment, is not settled; what only waits is open too. */
    public boolean isOpen() {
        Segment current = current();
        return current == null || current.phase == Segment.Phase.OPEN;
    }

    /** Whether all that is left to do is to forget it, at one time. */
    public boolean onlyExpires() {
        return waiting.isEmpty()
                && segments.size() == 1
                && segments.get(0).retentionEnd() != Long.MAX_VALUE;
    }

    Segment current() {
        return segments.isEmpty() ? null : segments.get(segments.size() - 1);
    }

    void forget(Segment segment) {
        segments.remove(segment);
        index.clear();
        for (Segment other : segments) {
            for (SpanNode node : other.nodes) {
                index.put(node.spanId, node);
            }
        }
    }

    boolean isEmpty() {
        return segments.isEmpty() && waiting.isEmpty();
    }
}
