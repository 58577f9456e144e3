/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.List;

/**
 * Writes a {@link TraceState}. A settled span costs about 20 bytes: its id, its parent as a place
 * in the list, its times relative to the segment's, a byte each for what it is and where.
 */
final class StateWriter {
    static final int VERSION = 1;

    private final ByteWriter out = new ByteWriter(512, new NameBytes());
    private final HashRefs hashes = new HashRefs();
    private SpanIdMap<SpanNode> index = new SpanIdMap<>();
    private long lastEnd;

    byte[] write(TraceState state) {
        out.reset();
        hashes.clear();
        index = state.index;
        out.writeByte(VERSION);
        out.writeVarint(state.segments.size());
        int place = 0;
        for (Segment segment : state.segments) {
            for (SpanNode node : segment.nodes) {
                node.position = place++;
            }
        }
        for (Segment segment : state.segments) {
            segment(segment);
        }
        out.writeVarint(state.waiting.size());
        for (SpanGroup group : state.waiting) {
            out.writeFixed(group.admittedUnixNano);
            out.writeShared(group.topic);
            out.writeVarint(group.partition);
            out.writeVarint(group.spans.length);
            out.writeBytes(group.spans, 0, group.spans.length);
        }
        return out.toByteArray();
    }

    private void segment(Segment segment) {
        // What ended last matters for idling and where no root tells the end.
        boolean told = segment.phase == Segment.Phase.OPEN || segment.root() == null;
        int bits =
                segment.phase.code
                        | (segment.capped ? 4 : 0)
                        | (segment.compact ? 8 : 0)
                        | (told ? 16 : 0)
                        | (segment.amendDue != Long.MAX_VALUE ? 32 : 0)
                        | (segment.folds.isEmpty() ? 0 : 64)
                        | (segment.refusedIds.isEmpty() ? 0 : 128);
        out.writeByte(bits);
        out.writeByte(
                segment.reason.getNumber()
                        | (Math.min(segment.number, 7) << 2)
                        | (Math.min(segment.revision, 7) << 5));
        if (segment.number >= 7) {
            out.writeVarint(segment.number);
        }
        if (segment.revision >= 7) {
            out.writeVarint(segment.revision);
        }
        long base = segment.minEvent;
        out.writeFixed(base);
        if (told) {
            out.writeSigned(segment.maxEvent - base);
        }
        if (segment.phase != Segment.Phase.OPEN) {
            out.writeSigned(segment.retainedUntil - base);
        }
        if (segment.phase == Segment.Phase.OPEN) {
            out.writeSigned(segment.due - base);
        }
        if (segment.amendDue != Long.MAX_VALUE) {
            out.writeSigned(segment.amendDue - base);
        }
        out.writeVarint(segment.nodes.size());
        lastEnd = base;
        for (SpanNode node : segment.nodes) {
            node(node);
        }
        if (!segment.folds.isEmpty()) {
            folds(segment.folds, base);
        }
        if (!segment.refusedIds.isEmpty()) {
            out.writeVarint(segment.refusedIds.size());
            for (long id : segment.refusedIds) {
                out.writeFixed(id);
            }
        }
    }

    private void node(SpanNode node) {
        boolean resource = node.serviceVersion != null || node.environment != null;
        out.writeByte(
                (node.kind & 7)
                        | (node.error ? 8 : 0)
                        | (node.late ? 16 : 0)
                        | (node.event != node.end ? 32 : 0)
                        | (node.call != null ? 64 : 0)
                        | (node.flags != 0 || resource ? 128 : 0));
        out.writeShared(node.service, node.stage);
        out.writeFixed(node.spanId);
        parent(node);
        // Spans stand in the order in which they ended, nearly.
        out.writeSigned(node.end - lastEnd);
        out.writeSigned(node.end - node.start);
        lastEnd = node.end;
        if (node.event != node.end) {
            out.writeSigned(node.event - node.end);
        }
        if (node.flags != 0 || resource) {
            out.writeVarint(node.flags & 0xffffffffL);
            out.writeShared(node.serviceVersion);
            out.writeShared(node.environment);
        }
        if (node.call != null) {
            CallStateCodec.write(out, node.call, node.event, hashes);
        }
    }

    /** 0: a root. 1: a span that is not here, its id follows. Else a place in the list. */
    private void parent(SpanNode node) {
        SpanNode parent = index.get(node.parentSpanId);
        if (node.parentSpanId == 0) {
            out.writeByte(0);
        } else if (parent == null) {
            out.writeByte(1);
            out.writeFixed(node.parentSpanId);
        } else {
            out.writeVarint(parent.position + 2L);
        }
    }

    private void folds(List<Fold> folds, long base) {
        out.writeVarint(folds.size());
        for (Fold fold : folds) {
            out.writeFixed(fold.parentSpanId);
            out.writeByte(fold.hasBody() ? 1 : 0);
            if (fold.hasBody()) {
                out.writeSigned(fold.firstBody - base);
                out.writeSigned(fold.lastBody - fold.firstBody);
            }
        }
    }
}
