/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * How sure it is that two stacks report one call. Symmetric, and a function of the two alone.
 *
 * <p>Calls of one instrumentation are never taken for one unless they carry the same response id:
 * parallel and repeated calls look alike. Between instrumentations time must agree too.
 */
final class CallMatch implements Comparable<CallMatch> {
    /** Grades of sureness, surest first. */
    enum Grade {
        /** The provider gave both the same response id. */
        SAME_ID,
        /** One is known to stand beside others and fits. */
        COMPANION,
        /** Two instrumentations, one place, one model, the same time. */
        SAME_TIME,
        /** One lies within the other's time, no more is known. */
        UNSURE
    }

    /** Clock reads of two layers may be this far out of order, nanoseconds. */
    private static final long SLACK = 1_000_000L;

    /** Layers of short calls may start or end this far apart, nanoseconds. */
    private static final long NEAR = 20_000_000L;

    final CallStack a;
    final CallStack b;
    final Grade grade;
    private final boolean outcomeDiffers;
    private final long distance;

    private CallMatch(CallStack a, CallStack b, Grade grade) {
        boolean ordered = SpanNode.byStart(a.leaf, b.leaf) <= 0;
        this.a = ordered ? a : b;
        this.b = ordered ? b : a;
        this.grade = grade;
        outcomeDiffers = a.leaf.call.failed != b.leaf.call.failed;
        distance = TraceSettings.plus(apart(a.start, b.start), apart(a.end, b.end));
    }

    /** Null when the two are different calls. */
    static CallMatch of(CallStack a, CallStack b, SpanForest forest) {
        CallState x = a.leaf.call;
        CallState y = b.leaf.call;
        if (a.responseId != 0 && a.responseId == b.responseId) {
            // One instrumentation reports a call once: apart in time, these are two answers with
            // one
            // id, as a cache or a stub gives.
            boolean apart = Math.min(a.end, b.end) < Math.max(a.start, b.start);
            return x.scope == y.scope && apart ? null : new CallMatch(a, b, Grade.SAME_ID);
        }
        if (x.scope == y.scope
                || (a.responseId != 0 && b.responseId != 0)
                || differ(x.model, y.model)
                || differ(x.provider, y.provider)
                || outcomesContradict(x, y)
                || a.sharesScope(b)) {
            return null;
        }
        long overlap = minus(Math.min(a.end, b.end), Math.max(a.start, b.start));
        long shorter = Math.min(minus(a.end, a.start), minus(b.end, b.start));
        if (overlap < 0 || overlap < shorter / 2 || !related(a, b, forest)) {
            return null;
        }
        if (a.companion || b.companion) {
            return new CallMatch(a, b, Grade.COMPANION);
        }
        boolean nested = within(a, b) || within(b, a);
        if (!nested || tokensContradict(x, y)) {
            return null;
        }
        boolean sameModel = x.model != 0 && x.model == y.model;
        boolean near = near(a, b);
        if (sameModel) {
            return new CallMatch(a, b, near ? Grade.SAME_TIME : Grade.UNSURE);
        }
        return near ? new CallMatch(a, b, Grade.UNSURE) : null;
    }

    @Override
    public int compareTo(CallMatch other) {
        int order = grade.compareTo(other.grade);
        if (order == 0) {
            order = Boolean.compare(outcomeDiffers, other.outcomeDiffers);
        }
        if (order == 0) {
            order = Long.compare(distance, other.distance);
        }
        if (order == 0) {
            order = SpanNode.byStart(a.leaf, other.a.leaf);
        }
        return order != 0 ? order : SpanNode.byStart(b.leaf, other.b.leaf);
    }

    private static boolean differ(int a, int b) {
        return a != 0 && b != 0 && a != b;
    }

    /** One failed and the other has an answer to show. */
    private static boolean outcomesContradict(CallState x, CallState y) {
        return x.failed != y.failed && (x.failed ? y.answered : x.answered);
    }

    private static boolean tokensContradict(CallState x, CallState y) {
        return x.exact
                && y.exact
                && (contradict(x.inputTokens, y.inputTokens)
                        || contradict(x.outputTokens, y.outputTokens));
    }

    private static boolean contradict(long a, long b) {
        return a >= 0 && b >= 0 && a != b;
    }

    private static boolean within(CallStack inner, CallStack outer) {
        return inner.start >= TraceSettings.plus(outer.start, -SLACK)
                && inner.end <= TraceSettings.plus(outer.end, SLACK);
    }

    private static boolean near(CallStack a, CallStack b) {
        long longer = Math.max(minus(a.end, a.start), minus(b.end, b.start));
        long allowed = Math.max(NEAR, longer / 10);
        return apart(a.start, b.start) <= allowed && apart(a.end, b.end) <= allowed;
    }

    private static long apart(long a, long b) {
        return minus(Math.max(a, b), Math.min(a, b));
    }

    /** Difference that stays at the end of the range instead of wrapping. */
    private static long minus(long a, long b) {
        return TraceSettings.plus(a, b == Long.MIN_VALUE ? Long.MAX_VALUE : -b);
    }

    /**
     * They have the same parent, or the parent of one stands above the other: an instrumentation
     * that does not make its span current lets the next layer hang itself further up.
     */
    private static boolean related(CallStack a, CallStack b, SpanForest forest) {
        for (SpanNode x : a.members) {
            for (SpanNode y : b.members) {
                if ((x.parentSpanId != 0 && x.parentSpanId == y.parentSpanId)
                        || parentAbove(x, y, forest)
                        || parentAbove(y, x, forest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean parentAbove(SpanNode x, SpanNode y, SpanForest forest) {
        int parent = forest.parent[x.position];
        return parent >= 0 && forest.isAncestor(forest.nodes.get(parent), y);
    }
}
