/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.SettleReason;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
    private final ByteReader in = new ByteReader(256);

    /** Parents as written, by place, until all nodes are there. */
    private final List<SpanNode> nodes = new ArrayList<>();

    private final HashRefs hashes = new HashRefs();
    private long lastEnd;
    private long[] parents = new long[16];
    private long[] yieldedTo = new long[16];

    TraceState read(byte[] bytes) {
        in.reset(bytes);
        nodes.clear();
        hashes.clear();
        int version = in.readByte();
        if (version != StateWriter.VERSION) {
            throw new IllegalStateException("trace state of unknown format version " + version);
        }
        TraceState state = new TraceState();
        int segments = in.readInt();
        for (int i = 0; i < segments; i++) {
            state.segments.add(segment());
        }
        link(state);
        int groups = in.readInt();
        for (int i = 0; i < groups; i++) {
            long admitted = in.readFixed();
            String topic = in.readShared();
            int partition = in.readInt();
            state.waiting.add(
                    new SpanGroup(0, 0, admitted, topic, partition, in.readBytes(in.readInt())));
        }
        return state;
    }

    private Segment segment() {
        int bits = in.readByte();
        int small = in.readByte();
        int number = (small >> 2) & 7;
        int revision = small >> 5;
        Segment segment = new Segment(number < 7 ? number : in.readInt());
        segment.revision = revision < 7 ? revision : in.readInt();
        segment.reason = SettleReason.forNumber(small & 3);
        segment.phase = Segment.Phase.of(bits & 3);
        segment.capped = (bits & 4) != 0;
        segment.compact = (bits & 8) != 0;
        long base = in.readFixed();
        segment.minEvent = base;
        segment.maxEvent = (bits & 16) != 0 ? base + in.readSigned() : base;
        if (segment.phase != Segment.Phase.OPEN) {
            segment.retainedUntil = base + in.readSigned();
        }
        segment.due = segment.phase == Segment.Phase.OPEN ? base + in.readSigned() : Long.MAX_VALUE;
        segment.amendDue = (bits & 32) != 0 ? base + in.readSigned() : Long.MAX_VALUE;
        int count = in.readInt();
        lastEnd = base;
        for (int i = 0; i < count; i++) {
            node(segment);
        }
        int folds = (bits & 64) != 0 ? in.readInt() : 0;
        for (int i = 0; i < folds; i++) {
            Fold fold = new Fold(in.readFixed());
            if (in.readByte() != 0) {
                fold.firstBody = base + in.readSigned();
                fold.lastBody = fold.firstBody + in.readSigned();
            }
            segment.folds.add(fold);
            segment.foldOf.put(fold.parentSpanId, fold);
        }
        int refused = (bits & 128) != 0 ? in.readInt() : 0;
        for (int i = 0; i < refused; i++) {
            segment.refuse(in.readFixed());
        }
        return segment;
    }

    private void node(Segment segment) {
        int bits = in.readByte();
        int small = in.readByte();
        String service = in.readShared(small);
        long spanId = in.readFixed();
        long parent = in.readVarint();
        int place = nodes.size();
        if (place == parents.length) {
            parents = java.util.Arrays.copyOf(parents, place * 2);
            yieldedTo = java.util.Arrays.copyOf(yieldedTo, place * 2);
        }
        long parentSpanId = parent == 1 ? in.readFixed() : 0;
        long end = lastEnd + in.readSigned();
        long start = end - in.readSigned();
        lastEnd = end;
        long event = (bits & 32) != 0 ? end + in.readSigned() : end;
        SpanNode node = new SpanNode(spanId, event, (bits & 16) != 0, segment);
        node.parentSpanId = parentSpanId;
        node.start = start;
        node.end = end;
        node.kind = (byte) (bits & 7);
        node.stage = (byte) (small & 0xf);
        node.error = (bits & 8) != 0;
        node.service = service;
        if ((bits & 128) != 0) {
            node.flags = in.readInt();
            node.serviceVersion = in.readShared();
            node.environment = in.readShared();
        }
        yieldedTo[place] = (bits & 64) != 0 ? CallStateCodec.read(in, node, hashes) : 0;
        parents[place] = parent;
        nodes.add(node);
        segment.nodes.add(node);
        if (node.call != null && node.call.open()) {
            segment.openCalls++;
        }
    }

    private void link(TraceState state) {
        for (int i = 0; i < nodes.size(); i++) {
            SpanNode node = nodes.get(i);
            if (parents[i] >= 2) {
                node.parentSpanId = nodes.get((int) parents[i] - 2).spanId;
            }
            state.index.put(node.spanId, node);
        }
        for (Segment segment : state.segments) {
            segment.findRoot();
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (yieldedTo[i] != 0) {
                SpanNode target = state.index.get(yieldedTo[i]);
                nodes.get(i).call.yieldedTo = target;
                target.call.addYielder(nodes.get(i));
            }
        }
    }
}
