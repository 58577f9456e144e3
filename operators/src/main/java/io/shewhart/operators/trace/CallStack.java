/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * A leaf candidate together with the wrappers above it that wrap nothing else: the layers of one
 * call as far as parents tell. The first member is the leaf.
 */
final class CallStack {
    final SpanNode leaf;
    final List<SpanNode> members = new ArrayList<>(2);

    /** Hull of the members' times, nanoseconds since the Unix epoch. */
    final long start;

    final long end;
    final long responseId;
    final boolean companion;

    CallStack(SpanNode leaf) {
        this.leaf = leaf;
        long first = leaf.start;
        long last = Math.max(leaf.start, leaf.end);
        long id = leaf.call.responseId;
        boolean beside = leaf.call.companion;
        members.add(leaf);
        for (SpanNode w = leaf.call.above; w != null && w.call.leaves == 1; w = w.call.above) {
            members.add(w);
            first = Math.min(first, w.start);
            last = Math.max(last, Math.max(w.start, w.end));
            id = id != 0 ? id : w.call.responseId;
            beside |= w.call.companion;
        }
        start = first;
        end = last;
        responseId = id;
        companion = beside;
    }

    boolean sharesScope(CallStack other) {
        for (SpanNode a : members) {
            for (SpanNode b : other.members) {
                if (a.call.scope == b.call.scope) {
                    return true;
                }
            }
        }
        return false;
    }
}
