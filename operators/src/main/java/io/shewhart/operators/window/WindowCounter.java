/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** What windows count besides the aggregates they write; every number is independent of order. */
public enum WindowCounter implements JobMetric {
    CALLS(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Calls that entered a window.",
                    MetricDoc.TRAFFIC)),
    CALLS_LATE(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Calls that came too late for their window.",
                    "As numInferenceLate.")),
    CALLS_NOT_COUNTED(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Records whose role is not inference, or later revisions of one.",
                    "As numLateDuplicate and numUnsure.")),
    TOKENS_SUSPECT(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Calls whose token counts are suspect and entered no token metric.",
                    "An instrumentation reports wrong counts; the inferences name it"
                            + " (`dialect`).")),
    TOKENS_ESTIMATED(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Calls whose token counts are estimated and entered no token metric.",
                    "Let the client ask the provider for usage, as with `stream_options`.")),
    TTFT_SUSPECT(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Calls whose time to first token is suspect or implausible and"
                            + " entered no metric.",
                    "As numTokensSuspect.")),
    NO_DURATION(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "calls",
                    "Successful, complete calls without a duration.",
                    "As numSpansEndingBeforeStart.")),
    VALUE_IMPLAUSIBLE(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "values",
                    "Values that are negative or too large to be true: more than 2^53"
                            + " quanta (104 days in ns).",
                    "A clock or an instrumentation is broken.")),
    TRACES(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "traces",
                    "Traces that entered a window.",
                    MetricDoc.TRAFFIC)),
    TRACES_LATE(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "traces",
                    "Traces whose root came too late.",
                    "As numInferenceLate.")),
    TRACES_ROOTLESS(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "traces",
                    "First revisions of traces without a root.",
                    "As numRootless.")),
    TRACES_AMENDED(
            MetricDoc.counter(
                    MetricScope.LOCAL_WINDOWS,
                    "traces",
                    "Later revisions of traces; they change no window.",
                    "As numTracesAmended of assembly.")),
    WINDOWS_CLOSED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "windows",
                    "Windows closed, gaps without traffic included.",
                    MetricDoc.TRAFFIC)),
    ZERO_WINDOWS(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "windows",
                    "Window aggregates of zero requests.",
                    "Traffic of a series has vanished, or series go idle at night.")),
    SERIES_ADMITTED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "series",
                    "Label sets admitted.",
                    "Steadily rising: a label has ever new values, such as a build number"
                            + " (`series.version-pattern` folds it).")),
    SERIES_EXPIRED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "series",
                    "Label sets whose admission ended after `series.ttl` without traffic.",
                    "Expected when services, models or versions go away.")),
    SERIES_OVERFLOWED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "series",
                    "Label sets refused: of one window, merged into `other` at its close,"
                            + " and not charted.",
                    "Above `series.max-per-service` label sets in a service. Find the label with"
                            + " too many values, or raise the cap.")),
    WINDOWS_FLOODED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "windows",
                    "Windows of a service with more label sets than are kept apart until"
                            + " the close (four times the cap).",
                    "As numSeriesOverflowed; that service has no zero windows meanwhile.")),
    REQUESTS_OVERFLOWED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "requests",
                    "Calls and traces in merged series.",
                    "As numSeriesOverflowed.")),
    REQUESTS_REFUSED(
            MetricDoc.counter(
                    MetricScope.WINDOWS,
                    "requests",
                    "Calls and traces for a window that had been closed.",
                    "Expected once after a change of `window.length`; otherwise report it."));

    private final MetricDoc doc;

    WindowCounter(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
