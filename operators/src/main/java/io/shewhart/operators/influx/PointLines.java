/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeKind;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.List;

/**
 * Records as points, as schemas/README.md describes them. Equal records give equal bytes.
 *
 * <p>A point has every field of its measurement, except for numbers that are not known: line
 * protocol has no null, and unknown is never zero. Not for several threads.
 */
public final class PointLines {
    /** Tag {@code chart} of an episode that belongs to all charts of its key together. */
    private static final String SUITE = "suite";

    private static final double NANOS = 1e9;
    private static final int MILLI = 1_000_000;

    private final LineBuffer line = new LineBuffer();

    /** How many numbers were left out because they are NaN or infinite. */
    public long nonFinite() {
        return line.nonFinite();
    }

    /** A point of {@code llm_window}. */
    public byte[] window(WindowAggregate w) {
        start(Measurement.LLM_WINDOW);
        labels(w.getMetric(), w.getLabels());
        return line.field("count", w.getCount())
                .field("requests", w.getRequests())
                .field("events", w.getEvents())
                .field("value", w.hasValue(), w.getValue())
                .field("sum", w.hasSum(), w.getSum())
                .field("mean", w.hasMean(), w.getMean())
                .field("variance", w.hasVariance(), w.getVariance())
                .field("min", w.hasMin(), w.getMin())
                .field("max", w.hasMax(), w.getMax())
                .field("p50", w.hasP50(), w.getP50())
                .field("p90", w.hasP90(), w.getP90())
                .field("p95", w.hasP95(), w.getP95())
                .field("p99", w.hasP99(), w.getP99())
                .field("log_mean", w.hasLogMean(), w.getLogMean())
                .field("log_variance", w.hasLogVariance(), w.getLogVariance())
                .field("complete", w.getComplete())
                .field("exemplars", exemplars(w))
                .end(w.getEndTimeUnixNano());
    }

    /** A point of {@code llm_chart}. */
    public byte[] chartPoint(ChartPoint p) {
        start(Measurement.LLM_CHART).tag("chart", p.getChart());
        labels(p.getMetric(), p.getLabels());
        return line.field("value", p.hasValue(), p.getValue())
                .field("cl", p.hasCenter(), p.getCenter())
                .field("lcl", p.hasLcl(), p.getLcl())
                .field("ucl", p.hasUcl(), p.getUcl())
                .field("sigma", p.hasSigma(), p.getSigma())
                .field("z", p.hasZ(), p.getZ())
                .field("n", p.getN())
                .field("phase", PointWords.of(p.getPhase()))
                .field("phase_code", p.getPhaseValue())
                .field("learned", Integer.toUnsignedLong(p.getLearned()))
                .field("learning_target", Integer.toUnsignedLong(p.getLearningTarget()))
                .field("signal", p.getSignal() ? 1 : 0)
                .field("direction", p.getDirection())
                .field("rules_bits", Integer.toUnsignedLong(p.getRulesBits()))
                .field("baseline_id", p.getBaselineId())
                .field("baseline_version", p.getBaselineVersion())
                .field("remark", p.getRemark())
                .field("description", p.getDescription())
                .end(p.getEndTimeUnixNano());
    }

    /**
     * A point of {@code llm_episode}. Its time is the subgroup's end plus as many nanoseconds as
     * its sequence number: where one episode ends and the next opens, both are kept.
     */
    public byte[] episode(Episode e) {
        SeriesLabels labels = e.getLabels();
        boolean threshold = e.getKind() == EpisodeKind.EPISODE_KIND_THRESHOLD;
        start(Measurement.LLM_EPISODE)
                .tag("chart", threshold ? e.getChart() : SUITE)
                .tag("environment", labels.getEnvironment())
                .tag("kind", PointWords.of(e.getKind()));
        labelsFromMetric(e.getMetric(), labels);
        line.field("id", e.getId())
                .field("sequence", Integer.toUnsignedLong(e.getSequence()))
                .field("state", PointWords.of(e.getState()))
                .field("state_code", e.getStateValue())
                .field("kind_code", e.getKindValue())
                .field("resolution", PointWords.of(e.getResolution()))
                .field("resolution_code", e.getResolutionValue())
                .field("opened_ns", e.getOpenedUnixNano());
        if (e.hasChangePointUnixNano()) {
            line.field("change_point_ns", e.getChangePointUnixNano());
        }
        return line.field("direction", e.getDirection())
                .field("baseline_level", e.hasBaselineLevel(), e.getBaselineLevel())
                .field("current_level", e.hasCurrentLevel(), e.getCurrentLevel())
                .field("shift", e.hasShift(), e.getShift())
                .field("shift_sigma", e.hasShiftSigma(), e.getShiftSigma())
                .field("confidence", e.hasConfidence(), e.getConfidence())
                .field("signals", Integer.toUnsignedLong(e.getSignals()))
                .field("subgroups", Integer.toUnsignedLong(e.getSubgroups()))
                .field("phase_one_size", Integer.toUnsignedLong(e.getPhaseOneSize()))
                .field("charts", String.join(" ", e.getChartsList()))
                .field("group_key", e.getGroupKey())
                .field("summary", e.getSummary())
                .field("description", e.getDescription())
                .end(e.getTimeUnixNano() + Integer.toUnsignedLong(e.getSequence()));
    }

    /**
     * A point of {@code llm_trace}. Its time is the trace's to the millisecond; the digits below
     * come from the trace id: many a clock shows only milliseconds, in which several traces may
     * end, and a trace id is no tag. A later revision of a trace replaces the earlier one.
     */
    public byte[] trace(TraceSummary t) {
        start(Measurement.LLM_TRACE)
                .tag("environment", t.getEnvironment())
                .tag("service", t.getService())
                .tag("version", t.getServiceVersion())
                .field("trace_id", t.getTraceId())
                .field("segment", Integer.toUnsignedLong(t.getSegment()))
                .field("revision", Integer.toUnsignedLong(t.getRevision()))
                .field("duration", t.hasDurationNanos(), t.getDurationNanos() / NANOS)
                .field(
                        "first_byte",
                        t.hasTimeToFirstByteNanos(),
                        t.getTimeToFirstByteNanos() / NANOS)
                .field("spans", Integer.toUnsignedLong(t.getSpanCount()))
                .field("errors", Integer.toUnsignedLong(t.getErrorCount()))
                .field("failed", t.getError())
                .field("inferences", Integer.toUnsignedLong(t.getInferenceCount()))
                .field("failed_inferences", Integer.toUnsignedLong(t.getInferenceErrorCount()));
        if (t.hasInputTokens()) {
            line.field("input_tokens", t.getInputTokens());
        }
        if (t.hasOutputTokens()) {
            line.field("output_tokens", t.getOutputTokens());
        }
        return line.field("complete", t.hasRootSpanId() && !t.getApproximate())
                .field("critical_path", CriticalPathText.of(t.getCriticalPathList()))
                .end(
                        t.getEventTimeUnixNano() / MILLI * MILLI
                                + Math.floorMod(t.getTraceId().hashCode() + t.getSegment(), MILLI));
    }

    /** The same, of a trace as assembly makes it. */
    public byte[] trace(TraceRecord trace) {
        return trace(trace.summary());
    }

    /** A point of {@code llm_quality}; the count has its window. */
    public byte[] quality(QualityCount q) {
        return start(Measurement.LLM_QUALITY)
                .tag("reason", q.getReason())
                .tag("stage", q.getStage())
                .field("count", q.getCount())
                .end(q.getEndTimeUnixNano());
    }

    /** A point of {@code llm_refused}. */
    byte[] refused(String measurement, String reason, byte[] refused, String message, long nanos) {
        return start(Measurement.LLM_REFUSED)
                .tag("measurement", measurement)
                .tag("reason", reason)
                .field("bytes", refused.length)
                .field("line", RefusedPoints.text(refused))
                .field("message", message)
                .end(nanos);
    }

    private LineBuffer start(Measurement measurement) {
        return line.start(measurement.label());
    }

    private void labels(String metric, SeriesLabels labels) {
        line.tag("environment", labels.getEnvironment());
        labelsFromMetric(metric, labels);
    }

    private void labelsFromMetric(String metric, SeriesLabels labels) {
        line.tag("metric", metric)
                .tag("model", labels.getModel())
                .tag("operation", labels.getOperation())
                .tag("provider", labels.getProvider())
                .tag("service", labels.getService())
                .tag("vantage", labels.getVantage())
                .tag("version", labels.getVersion());
    }

    private static String exemplars(WindowAggregate w) {
        if (w.getSlowestCount() + w.getTypicalCount() == 0) {
            return "";
        }
        StringBuilder ids = new StringBuilder();
        append(ids, w.getSlowestList());
        append(ids, w.getTypicalList());
        return ids.toString();
    }

    private static void append(StringBuilder ids, List<Exemplar> exemplars) {
        for (Exemplar exemplar : exemplars) {
            if (ids.length() > 0) {
                ids.append(' ');
            }
            ids.append(exemplar.getTraceId());
        }
    }
}
