/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of stacks that report one call, joined pair by pair from the surest on. A set never holds
 * two calls of one instrumentation, nor two response ids, unless the response id itself joined
 * them.
 */
final class LayerSets {
    private final Map<CallStack, List<CallStack>> setOf = new HashMap<>();

    void join(CallMatch match) {
        List<CallStack> a = set(match.a);
        List<CallStack> b = set(match.b);
        if (a == b || (match.grade != CallMatch.Grade.SAME_ID && contradict(a, b))) {
            return;
        }
        a.addAll(b);
        for (CallStack moved : b) {
            setOf.put(moved, a);
        }
    }

    /** Whether the two ended in different sets that could be one. */
    boolean separate(CallMatch match) {
        List<CallStack> a = set(match.a);
        List<CallStack> b = set(match.b);
        return a != b && !contradict(a, b);
    }

    /** The spans of all stacks in the set of {@code stack}. */
    List<SpanNode> membersWith(CallStack stack) {
        List<SpanNode> members = new ArrayList<>();
        for (CallStack each : set(stack)) {
            members.addAll(each.members);
        }
        return members;
    }

    private List<CallStack> set(CallStack stack) {
        return setOf.computeIfAbsent(
                stack,
                s -> {
                    List<CallStack> alone = new ArrayList<>();
                    alone.add(s);
                    return alone;
                });
    }

    private static boolean contradict(List<CallStack> a, List<CallStack> b) {
        for (CallStack x : a) {
            for (CallStack y : b) {
                if (x.sharesScope(y)
                        || (x.responseId != 0
                                && y.responseId != 0
                                && x.responseId != y.responseId)) {
                    return true;
                }
            }
        }
        return false;
    }
}
