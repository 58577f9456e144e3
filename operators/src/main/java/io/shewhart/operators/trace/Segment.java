/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.SettleReason;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace, or the part of one between two cuts at max-duration: its spans and where its summary
 * stands. All times in nanoseconds since the Unix epoch; {@link Long#MAX_VALUE}: never.
 */
final class Segment {
    /** Where a segment stands. */
    enum Phase {
        /** No summary yet. */
        OPEN(0),
        /** Summary emitted; further spans amend it. */
        SETTLED(1),
        /** Summary of a part emitted; further spans form the next segment. */
        CUT(2);

        private static final Phase[] BY_CODE = values();

        /** In the state's format; never reused. */
        final int code;

        Phase(int code) {
            this.code = code;
        }

        static Phase of(int code) {
            return BY_CODE[code];
        }
    }

    final int number;
    Phase phase = Phase.OPEN;
    SettleReason reason = SettleReason.SETTLE_REASON_UNSPECIFIED;

    /** Revision of the next summary. */
    int revision;

    final List<SpanNode> nodes = new ArrayList<>();
    final List<Fold> folds = new ArrayList<>();
    final SpanIdMap<Fold> foldOf = new SpanIdMap<>();

    /** Ids of refused spans, so that each is reported once; bounded like the spans. */
    final SpanIdMap<Boolean> refused = new SpanIdMap<>();

    /** Those ids in the order of their refusal. */
    final List<Long> refusedIds = new ArrayList<>();

    private SpanNode root;
    boolean capped;
    long minEvent = Long.MAX_VALUE;
    long maxEvent = Long.MIN_VALUE;

    /** When the summary is due, while OPEN. */
    long due = Long.MAX_VALUE;

    /** When an amended summary is due. */
    long amendDue = Long.MAX_VALUE;

    /** When the segment is forgotten, unless something is still due. */
    long retainedUntil = Long.MIN_VALUE;

    /** Candidates whose fate is open. */
    int openCalls;

    /** Facts and strings that only open decisions need are gone. */
    boolean compact;

    Segment(int number) {
        this.number = number;
    }

    void touch(long event) {
        minEvent = Math.min(minEvent, event);
        maxEvent = Math.max(maxEvent, event);
    }

    void amendAt(long tick) {
        if (phase != Phase.OPEN) {
            amendDue = Math.min(amendDue, tick);
        }
    }

    void refuse(long spanId) {
        refused.put(spanId, Boolean.TRUE);
        refusedIds.add(spanId);
    }

    /** The root: of several the one that started first, then the smaller id. Null: none yet. */
    SpanNode root() {
        return root;
    }

    void add(SpanNode node) {
        nodes.add(node);
        consider(node);
    }

    /** Looks for the root anew, after a span's content was replaced. */
    void findRoot() {
        root = null;
        for (SpanNode node : nodes) {
            consider(node);
        }
    }

    private void consider(SpanNode node) {
        if (node.isRoot() && (root == null || SpanNode.byStart(node, root) < 0)) {
            root = node;
        }
    }

    /** When the segment is forgotten; never while something is due. */
    long retentionEnd() {
        boolean quiet = phase != Phase.OPEN && amendDue == Long.MAX_VALUE && openCalls == 0;
        return quiet ? retainedUntil : Long.MAX_VALUE;
    }

    /** Next deadline of its own, calls not included. */
    long nextDeadline() {
        return Math.min(Math.min(due, amendDue), retentionEnd());
    }
}
