/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.List;

/**
 * The parent relation over some spans, whatever was sent: spans whose parent is not among them are
 * tops, a cycle is cut at one place, and nothing recurses, so that depth costs no stack. Ancestor
 * questions are answered in constant time.
 */
final class SpanForest {
    final List<SpanNode> nodes;

    /** Place of the parent, -1 for tops. */
    final int[] parent;

    /** Places, parents before children. */
    final int[] order;

    /** Some chain of parents ran in a circle. */
    boolean cyclic;

    private final int[] firstChild;
    private final int[] nextSibling;
    private final int[] enter;
    private final int[] leave;
    private final int[] path;
    private int visited;

    SpanForest(List<SpanNode> nodes, SpanIdMap<SpanNode> index) {
        this.nodes = nodes;
        int count = nodes.size();
        parent = new int[count];
        order = new int[count];
        firstChild = new int[count];
        nextSibling = new int[count];
        enter = new int[count];
        leave = new int[count];
        path = new int[count];
        for (int i = 0; i < count; i++) {
            nodes.get(i).position = i;
            firstChild[i] = -1;
            enter[i] = -1;
        }
        for (int i = count - 1; i >= 0; i--) {
            parent[i] = place(index.get(nodes.get(i).parentSpanId));
            if (parent[i] >= 0) {
                nextSibling[i] = firstChild[parent[i]];
                firstChild[parent[i]] = i;
            }
        }
        for (int i = 0; i < count; i++) {
            if (parent[i] < 0) {
                descend(i);
            }
        }
        for (int i = 0; visited < count; i++) {
            if (enter[i] < 0) {
                cyclic = true;
                int top = onCycle(i);
                parent[top] = -1;
                descend(top);
            }
        }
    }

    private int place(SpanNode node) {
        if (node == null) {
            return -1;
        }
        int at = node.position;
        return at < nodes.size() && nodes.get(at) == node ? at : -1;
    }

    /** First child's place; -1: none. */
    int firstChild(int at) {
        return firstChild[at];
    }

    /** Next child of the same parent; -1: none. A top that was cut from a cycle is no child. */
    int nextSibling(int at) {
        return nextSibling[at];
    }

    /** Whether {@code upper} stands above {@code lower}; nothing stands above itself. */
    boolean isAncestor(SpanNode upper, SpanNode lower) {
        int u = upper.position;
        int l = lower.position;
        return u != l && enter[u] <= enter[l] && leave[l] <= leave[u];
    }

    /** A place on the circle that the parents of {@code start} run into. */
    private int onCycle(int start) {
        int slow = start;
        int fast = start;
        do {
            slow = parent[slow];
            fast = parent[parent[fast]];
        } while (slow != fast);
        return slow;
    }

    private void descend(int top) {
        // Every span is put here once, under its only parent.
        int depth = 0;
        path[depth++] = top;
        while (depth > 0) {
            int at = path[depth - 1];
            if (enter[at] < 0) {
                enter[at] = visited;
                order[visited++] = at;
                for (int c = firstChild[at]; c >= 0; c = nextSibling[c]) {
                    // The cut child of a cycle still stands in its parent's list.
                    if (parent[c] == at && enter[c] < 0) {
                        path[depth++] = c;
                    }
                }
            } else {
                leave[at] = visited;
                depth--;
            }
        }
    }
}
