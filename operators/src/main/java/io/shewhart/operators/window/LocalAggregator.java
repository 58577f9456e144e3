/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.StageTime;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up calls and traces on the heap before the shuffle, so that a busy series costs one message
 * per subtask and flush instead of one per call.
 *
 * <p>What leaves is independent of when it is drained: partial windows of one label set merge to
 * the same bytes whatever the cuts. It must be drained before a checkpoint barrier is passed on and
 * when {@link #isFull()}, and {@link #drainDue} before a watermark is; it has no state of its own.
 * Not thread-safe.
 */
public final class LocalAggregator {
    private record Id(BundleKind kind, LabelSet labels, long windowStart) {
        /** Mixed: starts of windows differ in a few bits only. */
        @Override
        public int hashCode() {
            long mixed = windowStart + kind.code() + ((long) labels.hashCode() << 32);
            return (int) ((mixed * 0x9E3779B97F4A7C15L) >>> 32);
        }
    }

    /** Numbers of stages, from zero on. */
    private static final int STAGES =
            Arrays.stream(Stage.values())
                            .filter(stage -> stage != Stage.UNRECOGNIZED)
                            .mapToInt(Stage::getNumber)
                            .max()
                            .orElseThrow()
                    + 1;

    private final WindowConfig config;
    private final LabelCache labels;
    private final int limit;
    private final CallObserver calls;
    private final TraceObserver traces;
    private final Map<Id, WindowBundle> bundles = new HashMap<>();

    /**
     * The same bundles of stages, by that of their traces and the number of the stage: a trace has
     * many stages and one set of labels.
     */
    private final Map<Id, WindowBundle[]> stages = new HashMap<>();

    /**
     * Creates an empty aggregator.
     *
     * @param limit bundles held before it calls itself full; one takes 2 to 20 kB
     */
    public LocalAggregator(
            WindowConfig config, VersionPattern versions, int limit, WindowCounts counts) {
        this.config = config;
        this.labels = new LabelCache(versions);
        this.limit = limit;
        this.calls = new CallObserver(counts);
        this.traces = new TraceObserver(counts);
    }

    /** Adds a call to the window of its event time, if it counts. */
    public void add(Inference call) {
        if (calls.counts(call)) {
            calls.observe(
                    call,
                    bundle(id(BundleKind.CALLS, labels.of(call), call.getEventTimeUnixNano())));
        }
    }

    /** Adds a trace and its stages to the window of its root's event time, if it counts. */
    public void add(TraceSummary trace) {
        if (!traces.counts(trace)) {
            return;
        }
        LabelSet whole = labels.of(trace);
        Id id = id(BundleKind.TRACES, whole, trace.getEventTimeUnixNano());
        traces.observe(trace, bundle(id));
        if (trace.getError() || trace.getStagesCount() == 0) {
            return;
        }
        WindowBundle[] known = stages.computeIfAbsent(id, added -> new WindowBundle[STAGES]);
        for (StageTime time : trace.getStagesList()) {
            Stage stage = time.getStage();
            if (stage != Stage.STAGE_UNSPECIFIED && stage != Stage.UNRECOGNIZED) {
                int number = stage.getNumber();
                if (known[number] == null) {
                    LabelSet part = whole.withOperation(TraceObserver.label(stage));
                    known[number] =
                            bundle(id(BundleKind.STAGE, part, trace.getEventTimeUnixNano()));
                }
                traces.observeStage(time.getCriticalPathNanos(), known[number]);
            }
        }
    }

    private Id id(BundleKind kind, LabelSet labels, long eventTime) {
        return new Id(kind, labels, config.windowStart(eventTime));
    }

    private WindowBundle bundle(Id id) {
        return bundles.computeIfAbsent(id, created -> new WindowBundle(created.kind));
    }

    /** Whether it should be drained now. */
    public boolean isFull() {
        return bundles.size() >= limit;
    }

    /** Bundles held. */
    public int size() {
        return bundles.size();
    }

    /** Hands out everything, in no particular order, and is empty again. */
    public void drain(Consumer<PartialWindow> out) {
        drainBefore(Long.MAX_VALUE, out);
    }

    /**
     * Hands out the windows that close by a watermark. Those that stay open need not travel yet:
     * one message per window and label set instead of one per watermark.
     *
     * @param watermarkUnixNano watermark that is about to be passed on, nanoseconds
     */
    public void drainDue(long watermarkUnixNano, Consumer<PartialWindow> out) {
        drainBefore(watermarkUnixNano - config.latenessNanos() - config.windowNanos(), out);
    }

    private void drainBefore(long newestStart, Consumer<PartialWindow> out) {
        stages.keySet().removeIf(id -> id.windowStart <= newestStart);
        Iterator<Map.Entry<Id, WindowBundle>> entries = bundles.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Id, WindowBundle> entry = entries.next();
            Id id = entry.getKey();
            if (id.windowStart <= newestStart) {
                long end = id.windowStart + config.windowNanos();
                byte[] bundle = entry.getValue().encode();
                out.accept(new PartialWindow(id.labels, id.kind, id.windowStart, end, bundle));
                entries.remove();
            }
        }
    }
}
