/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a root's duration among the spans below it, to the nanosecond and without a remainder: at
 * each instant the child that ends last of those still open owns the time, within it its own child
 * of that kind, and so on; where no child is open, the span itself. Children count only within
 * their parent's (clamped) interval, so clocks that disagree shift time between spans but never add
 * any.
 *
 * <p>Spans whose parent is missing, and further roots, count as children of the root: they ran
 * while it ran, and leaving them out would blame the root for their time.
 *
 * <p>Costs n log n for n spans on the path and no call stack.
 */
final class CriticalPath {
    private record Child(int place, long start, long end) {}

    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final SpanForest forest;
    private final int root;
    private final Stretches stretches = new Stretches();

    /**
     * What is still to be divided, the earliest on top: stretches, under the complement of their
     * place, and spans with the part of their interval that is theirs, whose whole clamped end
     * stands in {@link #ends}.
     */
    private final Stretches open = new Stretches();

    /** The ends of clamped intervals by place. */
    private final long[] ends;

    private final List<Child> children = new ArrayList<>();

    /** The only child that owns time under a span, by place. */
    private final int[] onlyChild;

    CriticalPath(SpanForest forest, SpanNode root) {
        this.forest = forest;
        this.root = root.position;
        ends = new long[forest.nodes.size()];
        onlyChild = new int[forest.nodes.size()];
        Arrays.fill(onlyChild, NONE);
        if (root.end - root.start > 0) {
            ends[this.root] = root.end;
            open.add(this.root, root.start, root.end);
        }
        while (open.size() > 0) {
            int top = open.size() - 1;
            int place = open.place(top);
            long from = open.from(top);
            long to = open.to(top);
            open.removeLast();
            if (place < 0) {
                stretches.add(~place, from, to);
            } else {
                divide(place, from, to);
            }
        }
    }

    /** In order of time, without gaps, from the root's start to its end. */
    Stretches stretches() {
        return stretches;
    }

    /** The only child that owns time under a span; null when none or several do. */
    SpanNode onlyChild(int place) {
        return onlyChild[place] < 0 ? null : forest.nodes.get(onlyChild[place]);
    }

    private void divide(int span, long start, long to) {
        findChildren(span, start, ends[span]);
        long until = to;
        for (int i = 0; i < children.size(); i++) {
            Child child = children.get(i);
            long end = Math.min(child.end(), until);
            if (child.start() >= end) {
                continue;
            }
            own(span, end, until);
            ends[child.place()] = child.end();
            open.add(child.place(), child.start(), end);
            onlyChild[span] = onlyChild[span] == NONE ? child.place() : SEVERAL;
            until = child.start();
        }
        own(span, start, until);
    }

    private void own(int place, long from, long to) {
        if (from < to) {
            open.add(~place, from, to);
        }
    }

    private void findChildren(int span, long start, long end) {
        children.clear();
        for (int c = forest.firstChild(span); c >= 0; c = forest.nextSibling(c)) {
            if (forest.parent[c] == span) {
                add(c, start, end);
            }
        }
        if (span == root) {
            for (int i = 0; i < forest.nodes.size(); i++) {
                if (forest.parent[i] < 0 && i != root) {
                    add(i, start, end);
                }
            }
        }
        if (children.size() > 1) {
            children.sort(this::latestFirst);
        }
    }

    // By hand: a chain of comparators costs more than what it compares.
    private int latestFirst(Child a, Child b) {
        int order = Long.compare(b.end, a.end);
        return order != 0
                ? order
                : SpanNode.byStart(forest.nodes.get(a.place), forest.nodes.get(b.place));
    }

    private void add(int place, long from, long to) {
        SpanNode node = forest.nodes.get(place);
        long start = Math.max(node.start, from);
        long end = Math.min(node.end, to);
        if (start < end) {
            children.add(new Child(place, start, end));
        }
    }
}
