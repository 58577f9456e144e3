/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
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
    /** Time that a span owns: from exclusive, to inclusive, nanoseconds since the Unix epoch. */
    record Stretch(int place, long from, long to) {
        long nanos() {
            return to - from;
        }
    }

    private record Child(int place, long start, long end) {}

    /** A span with its clamped interval, of which the part up to {@code until} is to be divided. */
    private record Open(int place, long start, long end, long until) {}

    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final SpanForest forest;
    private final int root;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    /** The only child that owns time under a span, by place. */
    private final int[] onlyChild;

    CriticalPath(SpanForest forest, SpanNode root) {
        this.forest = forest;
        this.root = root.position;
        onlyChild = new int[forest.nodes.size()];
        java.util.Arrays.fill(onlyChild, NONE);
        if (root.end - root.start > 0) {
            open.push(new Open(this.root, root.start, root.end, root.end));
        }
        while (!open.isEmpty()) {
            divide(open.pop());
        }
        stretches.sort((a, b) -> Long.compare(a.from, b.from));
    }

    /** In order of time, without gaps, from the root's start to its end. */
    List<Stretch> stretches() {
        return Collections.unmodifiableList(stretches);
    }

    /** The only child that owns time under a span; null when none or several do. */
    SpanNode onlyChild(int place) {
        return onlyChild[place] < 0 ? null : forest.nodes.get(onlyChild[place]);
    }

    private void divide(Open span) {
        long until = span.until();
        for (Child child : children(span)) {
            long end = Math.min(child.end(), until);
            if (child.start() >= end) {
                continue;
            }
            own(span.place(), end, until);
            open.push(new Open(child.place(), child.start(), child.end(), end));
            onlyChild[span.place()] = onlyChild[span.place()] == NONE ? child.place() : SEVERAL;
            until = child.start();
        }
        own(span.place(), span.start(), until);
    }

    private void own(int place, long from, long to) {
        if (from < to) {
            stretches.add(new Stretch(place, from, to));
        }
    }

    private List<Child> children(Open span) {
        List<Child> children = new ArrayList<>();
        for (int c = forest.firstChild(span.place()); c >= 0; c = forest.nextSibling(c)) {
            if (forest.parent[c] == span.place()) {
                add(children, c, span);
            }
        }
        if (span.place() == root) {
            for (int i = 0; i < forest.nodes.size(); i++) {
                if (forest.parent[i] < 0 && i != root) {
                    add(children, i, span);
                }
            }
        }
        if (children.size() > 1) {
            children.sort(this::latestFirst);
        }
        return children;
    }

    // By hand: a chain of comparators costs more than what it compares.
    private int latestFirst(Child a, Child b) {
        int order = Long.compare(b.end, a.end);
        return order != 0
                ? order
                : SpanNode.byStart(forest.nodes.get(a.place), forest.nodes.get(b.place));
    }

    private void add(List<Child> children, int place, Open span) {
        SpanNode node = forest.nodes.get(place);
        long start = Math.max(node.start, span.start());
        long end = Math.min(node.end, span.end());
        if (start < end) {
            children.add(new Child(place, start, end));
        }
    }
}
