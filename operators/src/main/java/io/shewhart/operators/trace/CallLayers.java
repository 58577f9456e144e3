/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the visible candidates of a trace belong together: wrappers above leaves, and leaves of
 * several instrumentations that report one call. A function of the visible spans alone.
 */
final class CallLayers {
    /** More candidates than this around one call are not told apart but by response id. */
    private static final int MAX_COMPONENT = 64;

    /** Over the spans of all segments. */
    final SpanForest forest;

    /** By group; null where a group has none. */
    private final List<List<CallStack>> leavesByGroup =
            new ArrayList<>(Collections.nCopies(CallState.GROUPS, null));

    CallLayers(TraceState state) {
        List<SpanNode> nodes = state.segments.get(0).nodes;
        if (state.segments.size() > 1) {
            nodes = new ArrayList<>();
            for (Segment segment : state.segments) {
                nodes.addAll(segment.nodes);
            }
        }
        forest = new SpanForest(nodes, state.index);
        List<SpanNode> calls = linkCalls(nodes);
        countLeaves(calls);
        for (SpanNode node : calls) {
            node.call.stack = null;
            if (node.call.below == 0) {
                node.call.stack = new CallStack(node);
                leaves(node.call.group()).add(node.call.stack);
            }
        }
    }

    private List<CallStack> leaves(int group) {
        List<CallStack> leaves = leavesByGroup.get(group);
        if (leaves == null) {
            leaves = new ArrayList<>();
            leavesByGroup.set(group, leaves);
        }
        return leaves;
    }

    /** All layers of a leaf's call, its own stack included; and the leaves that may be more. */
    record Cluster(List<SpanNode> members, List<SpanNode> unsure) {}

    /** The leaf's layers over the visible spans. */
    Cluster clusterOf(SpanNode leaf) {
        CallStack own = leaf.call.stack;
        List<CallStack> all = leavesByGroup.get(leaf.call.group());
        if (all.size() == 1) {
            return new Cluster(own.members, List.of());
        }
        List<CallMatch> matches = matchesAround(own, all);
        if (matches.isEmpty()) {
            return new Cluster(own.members, List.of());
        }
        Collections.sort(matches);
        LayerSets sets = new LayerSets();
        List<SpanNode> unsure = new ArrayList<>();
        for (CallMatch match : matches) {
            if (match.grade != CallMatch.Grade.UNSURE) {
                sets.join(match);
            } else if (sets.separate(match) && (match.a == own || match.b == own)) {
                unsure.add((match.a == own ? match.b : match.a).leaf);
            }
        }
        return new Cluster(sets.membersWith(own), unsure);
    }

    /** Every match in the component of stacks that {@code own} is matched with, however far. */
    private List<CallMatch> matchesAround(CallStack own, List<CallStack> all) {
        List<CallMatch> matches = new ArrayList<>();
        Set<CallStack> reached = new HashSet<>();
        Set<CallStack> done = new HashSet<>();
        Deque<CallStack> next = new ArrayDeque<>(List.of(own));
        reached.add(own);
        while (!next.isEmpty() && reached.size() <= MAX_COMPONENT) {
            CallStack from = next.remove();
            done.add(from);
            for (CallStack to : all) {
                CallMatch match = done.contains(to) ? null : CallMatch.of(from, to, forest);
                if (match != null) {
                    matches.add(match);
                    if (reached.add(to)) {
                        next.add(to);
                    }
                }
            }
        }
        if (reached.size() > MAX_COMPONENT) {
            matches.removeIf(match -> match.grade != CallMatch.Grade.SAME_ID);
        }
        return matches;
    }

    private List<SpanNode> linkCalls(List<SpanNode> nodes) {
        SpanNode[] nearest = new SpanNode[nodes.size()];
        List<SpanNode> calls = new ArrayList<>();
        for (int at : forest.order) {
            SpanNode node = nodes.get(at);
            int parent = forest.parent[at];
            SpanNode above = parent < 0 ? null : nearest[parent];
            nearest[at] = node.call != null ? node : above;
            if (node.call == null) {
                continue;
            }
            CallState call = node.call;
            call.below = 0;
            call.leaves = 0;
            call.depth = 0;
            while (above != null && above.call.group() != call.group()) {
                int up = forest.parent[above.position];
                above = up < 0 ? null : nearest[up];
            }
            call.above = above;
            if (above != null) {
                above.call.below++;
                call.depth = above.call.depth + 1;
            }
            calls.add(node);
        }
        return calls;
    }

    private static void countLeaves(List<SpanNode> parentsFirst) {
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            CallState call = parentsFirst.get(i).call;
            if (call.below == 0) {
                call.leaves = 1;
            }
            if (call.above != null) {
                call.above.call.leaves += call.leaves;
            }
        }
    }
}
