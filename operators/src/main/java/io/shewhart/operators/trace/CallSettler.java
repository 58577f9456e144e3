/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides about each candidate at its deadline, over the spans visible then. A call is counted
 * once: whoever settled first stays, and a layer that was merged is never emitted again. Nothing is
 * lost either: a layer that gave way to a better one is looked at again should the better one turn
 * out to be no call.
 */
final class CallSettler {
    private enum Verdict {
        COUNT,
        YIELD,
        WRAPPER,
        LATE_DUPLICATE,
        UNSURE
    }

    private record Decision(Verdict verdict, List<SpanNode> layers, SpanNode better) {}

    private final TraceSettings settings;

    CallSettler(TraceSettings settings) {
        this.settings = settings;
    }

    /** Settles a pending candidate at a deadline that is its own or that released it. */
    void settle(SpanNode node, long deadline, TraceRun run) {
        CallState call = node.call;
        Decision decision = decide(node, run.layers());
        boolean late =
                node.late || deadline > call.due || call.due != node.event + settings.settle();
        switch (decision.verdict()) {
            case WRAPPER -> {
                run.out.count(TraceCounter.WRAPPERS, 1);
                close(node, CallState.Status.WRAPPER, deadline);
                release(call, deadline, run);
            }
            case YIELD -> {
                call.status = CallState.Status.YIELDED;
                call.yieldedTo = decision.better();
                decision.better().call.addYielder(node);
                contribute(node, null, deadline);
            }
            case LATE_DUPLICATE, UNSURE -> {
                boolean unsure = decision.verdict() == Verdict.UNSURE;
                InferenceWriter writer = writer(node, List.of(), run);
                run.out.inference(unsure ? writer.unsure(late) : writer.lateDuplicate(late));
                List<SpanNode> layers = waiting(List.of(node));
                close(
                        node,
                        unsure ? CallState.Status.UNSURE : CallState.Status.LATE_DUPLICATE,
                        deadline);
                for (SpanNode layer : layers) {
                    merge(layer, node, deadline, run);
                }
            }
            case COUNT -> {
                List<SpanNode> layers = waiting(decision.layers());
                InferenceWriter writer = writer(node, layers, run);
                run.out.inference(writer.inference(late));
                contribute(node, writer, deadline);
                close(node, CallState.Status.COUNTED, deadline);
                for (SpanNode layer : layers) {
                    merge(layer, node, deadline, run);
                }
            }
        }
    }

    /**
     * Notes what an undecided candidate would add to its trace's summary if it were decided on what
     * is visible now.
     */
    void preview(SpanNode node, TraceRun run) {
        Decision decision = decide(node, run.layers());
        CallState call = node.call;
        call.contributes = decision.verdict() == Verdict.COUNT;
        if (call.contributes) {
            List<SpanNode> layers = waiting(decision.layers());
            set(call, writer(node, layers, run));
        }
    }

    private static InferenceWriter writer(SpanNode node, List<SpanNode> layers, TraceRun run) {
        return new InferenceWriter(node, layers, run);
    }

    private static Decision decide(SpanNode node, CallLayers layers) {
        CallState call = node.call;
        if (call.below > 0) {
            return new Decision(Verdict.WRAPPER, List.of(), null);
        }
        for (SpanNode above = call.above; above != null; above = above.call.above) {
            if (above.call.status == CallState.Status.COUNTED) {
                return new Decision(Verdict.LATE_DUPLICATE, List.of(), null);
            }
        }
        CallLayers.Cluster cluster = layers.clusterOf(node);
        SpanNode best = node;
        for (SpanNode member : cluster.members()) {
            CallState other = member.call;
            if (other.status == CallState.Status.COUNTED) {
                return new Decision(Verdict.LATE_DUPLICATE, List.of(), null);
            }
            boolean eligible = other.below == 0 && other.status == CallState.Status.PENDING;
            if (eligible && InferenceWriter.byRank(member, best) < 0) {
                best = member;
            }
        }
        if (best != node) {
            return new Decision(Verdict.YIELD, List.of(), best);
        }
        for (SpanNode other : cluster.unsure()) {
            if (other.call.status == CallState.Status.COUNTED
                    || (other.call.open() && InferenceWriter.byRank(other, node) < 0)) {
                return new Decision(Verdict.UNSURE, List.of(), other);
            }
        }
        return new Decision(Verdict.COUNT, cluster.members(), null);
    }

    /**
     * The layers whose fate is open and all that wait for one of them, and wrappers. What went into
     * another record before is left out: a span is told of once.
     */
    private static List<SpanNode> waiting(List<SpanNode> layers) {
        if (layers.size() == 1 && layers.get(0).call.yielders == null) {
            CallState only = layers.get(0).call;
            return only.open() || only.below > 0 ? List.of(layers.get(0)) : List.of();
        }
        Set<SpanNode> all = new LinkedHashSet<>();
        List<SpanNode> next = new ArrayList<>(layers);
        for (int i = 0; i < next.size(); i++) {
            CallState call = next.get(i).call;
            if ((call.open() || call.below > 0) && all.add(next.get(i)) && call.yielders != null) {
                next.addAll(call.yielders);
            }
        }
        return new ArrayList<>(all);
    }

    private void merge(SpanNode layer, SpanNode into, long deadline, TraceRun run) {
        if (layer == into || !layer.call.open()) {
            return;
        }
        boolean wrapper = layer.call.below > 0;
        if (wrapper && layer.call.status == CallState.Status.PENDING) {
            // Its own deadline is still to come.
            return;
        }
        run.out.count(wrapper ? TraceCounter.WRAPPERS : TraceCounter.MERGED_LAYERS, 1);
        close(layer, wrapper ? CallState.Status.WRAPPER : CallState.Status.MERGED, deadline);
    }

    private void release(CallState call, long deadline, TraceRun run) {
        List<SpanNode> released = call.yielders;
        call.yielders = null;
        if (released == null) {
            return;
        }
        released.sort(SpanNode::byStart);
        for (SpanNode node : released) {
            node.call.status = CallState.Status.PENDING;
            node.call.yieldedTo = null;
        }
        for (SpanNode node : released) {
            if (node.call.status == CallState.Status.PENDING) {
                settle(node, deadline, run);
            }
        }
    }

    private void close(SpanNode node, CallState.Status status, long deadline) {
        node.call.status = status;
        if (node.call.yieldedTo != null) {
            node.call.yieldedTo.call.yielders.remove(node);
            node.call.yieldedTo = null;
        }
        Segment segment = node.segment;
        segment.openCalls--;
        segment.retainedUntil =
                Math.max(segment.retainedUntil, TraceSettings.plus(deadline, settings.retention()));
        if (status != CallState.Status.COUNTED) {
            contribute(node, null, deadline);
        }
    }

    /** What the candidate adds to the summary; one that was emitted without it is amended. */
    private void contribute(SpanNode node, InferenceWriter counted, long deadline) {
        CallState call = node.call;
        boolean same = call.contributes == (counted != null);
        call.contributes = counted != null;
        if (counted != null) {
            long input = call.inputTokens;
            long output = call.outputTokens;
            boolean failed = call.contributesFailure;
            set(call, counted);
            same &=
                    input == call.inputTokens
                            && output == call.outputTokens
                            && failed == call.contributesFailure;
        }
        if (!same) {
            node.segment.amendAt(settings.tickAfter(deadline));
        }
    }

    private static void set(CallState call, InferenceWriter writer) {
        call.inputTokens = writer.inputTokens();
        call.outputTokens = writer.outputTokens();
        call.contributesFailure = writer.failed();
    }
}
