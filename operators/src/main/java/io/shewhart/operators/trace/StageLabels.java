/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Stage;

/**
 * Says what the time a span owns was spent on. Below a model call everything that is not a stage of
 * its own is part of the call: its HTTP request is no network time of ours. A wrapper of calls is
 * the application's own code. What a model server reports of queue, prefill and decode divides that
 * server's own time and never exceeds it.
 */
final class StageLabels {
    private static final int CLIENT = 3;
    private static final int SERVER = 2;

    /** Numbers of stages, from zero on: as many as a span in state has room for. */
    private static final int STAGES = 1 << 4;

    private final SpanForest forest;
    private final Stage[] labels;

    StageLabels(SpanForest forest) {
        this.forest = forest;
        labels = new Stage[forest.nodes.size()];
        for (int at : forest.order) {
            int parent = forest.parent[at];
            labels[at] = label(forest.nodes.get(at), parent < 0 ? null : labels[parent]);
        }
    }

    /** The stage of a span's own time on a path. */
    Stage stageOf(int place, CriticalPath path) {
        SpanNode node = forest.nodes.get(place);
        SpanNode child = path.onlyChild(place);
        boolean network =
                !isCall(labels[place])
                        && node.kind == CLIENT
                        && child != null
                        && child.kind == SERVER
                        && node.service != null
                        && child.service != null
                        && !node.service.equals(child.service);
        return network ? Stage.STAGE_NETWORK : labels[place];
    }

    /** Nanoseconds by the number of a stage; their sum is that of the stretches. */
    long[] times(CriticalPath path) {
        long[] own = new long[labels.length];
        Stretches stretches = path.stretches();
        for (int i = 0; i < stretches.size(); i++) {
            own[stretches.place(i)] += stretches.nanos(i);
        }
        long[] times = new long[STAGES];
        for (int at = 0; at < own.length; at++) {
            CallState call = forest.nodes.get(at).call;
            long rest = own[at];
            if (call != null && labels[at] == Stage.STAGE_MODEL) {
                rest -= add(times, Stage.STAGE_QUEUE, Math.min(rest, call.queueNanos));
                rest -= add(times, Stage.STAGE_PREFILL, Math.min(rest, call.prefillNanos));
                rest -= add(times, Stage.STAGE_DECODE, Math.min(rest, call.decodeNanos));
            }
            if (rest > 0) {
                add(times, stageOf(at, path), rest);
            }
        }
        return times;
    }

    private static long add(long[] times, Stage stage, long nanos) {
        long added = Math.max(0, nanos);
        times[stage.getNumber()] += added;
        return added;
    }

    private static Stage label(SpanNode node, Stage above) {
        Stage own = Stage.forNumber(node.stage);
        if (node.call != null) {
            return node.call.below > 0
                    ? Stage.STAGE_ORCHESTRATION
                    : node.call.embedding ? Stage.STAGE_EMBEDDING : Stage.STAGE_MODEL;
        }
        if (own == null || own == Stage.STAGE_UNSPECIFIED) {
            own = Stage.STAGE_OTHER;
        }
        boolean plain =
                own == Stage.STAGE_OTHER
                        || own == Stage.STAGE_ORCHESTRATION
                        || own == Stage.STAGE_NETWORK;
        return plain && isCall(above) ? above : own;
    }

    private static boolean isCall(Stage stage) {
        return stage == Stage.STAGE_MODEL || stage == Stage.STAGE_EMBEDDING;
    }
}
