/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TraceSummary;

/** What assembly puts out, by kind. */
enum AssemblyMetric implements JobMetric {
    INFERENCE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "calls",
                    "Model calls, counted once each, in time for their window.",
                    MetricDoc.TRAFFIC)),
    INFERENCE_LATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "calls",
                    "Model calls that settled too late for their window; written, in no window.",
                    "Spans come minutes late: look at the export delay of SDKs and"
                            + " Collectors, or raise `window.lateness`.")),
    LATE_DUPLICATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "calls",
                    "Layers that turned up after their call had been counted; written, in"
                            + " no window.",
                    "Wrappers are exported much later than what they wrap. Raise"
                            + " `trace.settle` if they should merge.")),
    LATE_DUPLICATE_LATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "calls",
                    "The same, too late for their window as well.",
                    "As above.")),
    UNSURE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "calls",
                    "Calls that cannot be told apart from another of their trace;"
                            + " written, in no window.",
                    "Two instrumentations report the same calls without a common parent"
                            + " or response id. Switch one off.")),
    UNSURE_LATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "calls",
                    "The same, too late for their window as well.",
                    "As above.")),
    TRACES(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Traces settled in time, first revision.",
                    MetricDoc.TRAFFIC)),
    TRACES_LATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Traces settled too late for their window, first revision.",
                    "As numInferenceLate.")),
    TRACES_AMENDED(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Summaries written again because spans came after the settlement.",
                    "Raise `trace.settle` if most traces are amended.")),
    SPANS_TOO_LATE(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Spans whose trace was gone when they came. They are in"
                            + " `output.topics.late-spans`.",
                    "A partition, Collector or host delivers late, or its clock is years"
                            + " behind. The late spans name topic, partition and service.")),
    SPANS_OVER_CAP(
            MetricDoc.counter(
                    MetricScope.ASSEMBLY,
                    "spans",
                    "Spans beyond `trace.max-spans` of their trace. They are in"
                            + " `output.topics.late-spans`.",
                    "One trace id is used for everything, or a loop is traced. The late"
                            + " spans name the service."));

    private final MetricDoc doc;

    AssemblyMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }

    static AssemblyMetric of(Role role, boolean late) {
        return switch (role) {
            case ROLE_LATE_DUPLICATE -> late ? LATE_DUPLICATE_LATE : LATE_DUPLICATE;
            case ROLE_UNSURE -> late ? UNSURE_LATE : UNSURE;
            default -> late ? INFERENCE_LATE : INFERENCE;
        };
    }

    static AssemblyMetric of(TraceSummary summary) {
        if (summary.getRevision() != 0) {
            return TRACES_AMENDED;
        }
        return summary.getLate() ? TRACES_LATE : TRACES;
    }

    static AssemblyMetric of(LateReason reason) {
        return reason == LateReason.LATE_REASON_OVER_CAP ? SPANS_OVER_CAP : SPANS_TOO_LATE;
    }
}
