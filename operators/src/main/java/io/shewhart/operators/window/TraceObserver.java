/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decides which metrics a trace enters, and enters it.
 *
 * <p>Only the first revision of a trace whose root arrived in time is looked at. It counts in the
 * error ratio; duration and stage times only when the root succeeded, for the reason that failed
 * calls enter no latency metric.
 */
final class TraceObserver {
    private static final int STAGE_PREFIX = "STAGE_".length();
    private static final Map<Stage, String> LABELS = labels();

    private final WindowCounts counts;

    TraceObserver(WindowCounts counts) {
        this.counts = counts;
    }

    /** Whether a summary enters a window at all. */
    boolean counts(TraceSummary trace) {
        WindowCounter counter = counter(trace);
        counts.count(counter, 1);
        return counter == WindowCounter.TRACES;
    }

    private static WindowCounter counter(TraceSummary trace) {
        if (trace.getRevision() != 0) {
            return WindowCounter.TRACES_AMENDED;
        }
        if (!trace.hasRootSpanId()) {
            return WindowCounter.TRACES_ROOTLESS;
        }
        return trace.getLate() ? WindowCounter.TRACES_LATE : WindowCounter.TRACES;
    }

    void observe(TraceSummary trace, WindowBundle into) {
        into.count(trace.getError(), false);
        CallId id = CallId.of(trace.getTraceIdBytes(), trace.getRootSpanIdBytes());
        if (trace.getError()) {
            into.showEvent(Metric.TRACE_ERROR_RATIO, id);
            return;
        }
        if (!trace.hasDurationNanos()) {
            counts.count(WindowCounter.NO_DURATION, 1);
            return;
        }
        observe(Metric.TRACE_DURATION, trace.getDurationNanos(), id, into);
    }

    /** Enters the time of one stage; the trace's root did not fail. */
    void observeStage(long nanos, WindowBundle into) {
        into.count(false, false);
        observe(Metric.STAGE_TIME, nanos, null, into);
    }

    /** Name of a stage as a label value, such as {@code retrieval}. */
    static String label(Stage stage) {
        return LABELS.get(stage);
    }

    private static Map<Stage, String> labels() {
        Map<Stage, String> labels = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (stage != Stage.UNRECOGNIZED) {
                labels.put(stage, stage.name().substring(STAGE_PREFIX).toLowerCase(Locale.ROOT));
            }
        }
        return labels;
    }

    private void observe(Metric metric, long nanos, CallId id, WindowBundle into) {
        if (nanos < 0 || nanos > Distribution.MAX_QUANTA) {
            counts.count(WindowCounter.VALUE_IMPLAUSIBLE, 1);
            return;
        }
        into.observe(metric, nanos, id);
    }
}
