/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** What trace assembly counts. */
public enum TraceCounter implements JobMetric {
    SPANS(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY, "spans", "Spans taken into a trace.", MetricDoc.TRAFFIC)),
    CHUNKS_FOLDED(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Chunk spans folded into their parent.",
                    MetricDoc.TRAFFIC)),
    CHUNKS_TOO_LATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Chunk spans too late for a trace that is gone; they are no spans of"
                            + " their own to report.",
                    "As numSpansTooLate.")),
    DUPLICATE_SPANS(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Spans seen again within the horizon, and ignored.",
                    "Producers or Collectors send twice, as they do after a timeout."
                            + " Results stay right.")),
    WRAPPERS(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Candidates that turned out to be wrappers of other candidates.",
                    "Expected where frameworks and SDKs report the same calls.")),
    MERGED_LAYERS(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Candidates merged into the record of another layer of the same call.",
                    "As above.")),
    AMENDMENTS(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Summaries written again because of late spans.",
                    "As numTracesAmended.")),
    SEGMENTS_CUT(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Traces cut because they are longer than `trace.max-duration`.",
                    "Sessions or loops are traced as one trace. Raise `trace.max-"
                            + "duration` if they should stay whole.")),
    ROOTLESS(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Traces settled without a root span after `trace.idle-timeout`.",
                    "A service of the trace does not export, or a sampler dropped the"
                            + " root. They enter no trace series."));

    private final MetricDoc doc;

    TraceCounter(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
