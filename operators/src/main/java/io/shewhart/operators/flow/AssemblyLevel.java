/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** State of assembly. */
enum AssemblyLevel implements JobMetric {
    OPEN_TRACES(
            MetricDoc.gauge(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Traces in state that are not settled. Those whose spans were not"
                            + " looked at yet are in pendingGroups.",
                    "Rises with the traffic and with the length of traces. Without more"
                            + " traffic: roots do not arrive, and traces wait for `trace.idle-"
                            + "timeout`.")),
    SETTLED_TRACES(
            MetricDoc.gauge(
                    MetricScope.ASSEMBLY,
                    "traces",
                    "Settled traces that are kept for `trace.retention` to recognise late spans.",
                    "Rises with the traffic; a shorter `trace.retention` makes it smaller.")),
    PENDING_GROUPS(
            MetricDoc.gauge(
                    MetricScope.ASSEMBLY,
                    "groups",
                    "Groups of spans that wait for their trace to be looked at, some"
                            + " seconds of event time.",
                    "Rises while a backlog is read. Still rising with no backlog: the"
                            + " watermark stands, see eventTimeLagMs.")),
    STATE_BYTES(
            MetricDoc.gauge(
                    MetricScope.ASSEMBLY,
                    "bytes",
                    "Bytes of all of these, before compression.",
                    "Plan disk and managed memory by it: twice to three times that per"
                            + " TaskManager is comfortable."));

    private final MetricDoc doc;

    AssemblyLevel(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
