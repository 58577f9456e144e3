/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Stage;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is visible of a call below its span in the same process: its HTTP requests and the tools
 * that ran meanwhile. What a server did with a request is not looked at.
 */
final class InsideCall {
    private static final int SERVER = 2;
    private static final int CLIENT = 3;

    private final SpanForest forest;
    private final SpanNode call;

    InsideCall(SpanNode call, SpanForest forest) {
        this.call = call;
        this.forest = forest;
    }

    /**
     * When the headers of the answer were there: the end of the last HTTP request that ended within
     * the call, not after {@code latest}; {@link Long#MIN_VALUE} when there is none. HTTP clients
     * end the span of a streamed answer at its headers.
     */
    long answeredBy(long latest) {
        long last = Long.MIN_VALUE;
        Deque<Integer> next = children(call.position);
        while (!next.isEmpty()) {
            SpanNode node = forest.nodes.get(next.poll());
            boolean request = node.kind == CLIENT && node.stage == Stage.STAGE_NETWORK_VALUE;
            if (request && node.end >= call.start && node.end <= latest) {
                last = Math.max(last, node.end);
            }
            if (node.kind != SERVER) {
                next.addAll(children(node.position));
            }
        }
        return last;
    }

    /** Whether a tool ran within the span, so that it tells of more than the model's work. */
    boolean ranTool() {
        Deque<Integer> next = children(call.position);
        while (!next.isEmpty()) {
            SpanNode node = forest.nodes.get(next.poll());
            if (node.stage == Stage.STAGE_TOOL_VALUE) {
                return true;
            }
            if (node.kind != SERVER) {
                next.addAll(children(node.position));
            }
        }
        return false;
    }

    private Deque<Integer> children(int at) {
        Deque<Integer> children = new ArrayDeque<>();
        for (int c = forest.firstChild(at); c >= 0; c = forest.nextSibling(c)) {
            if (forest.parent[c] == at) {
                children.add(c);
            }
        }
        return children;
    }
}
