/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.metrics;

import java.util.Locale;

/**
 * A metric of the job. Implemented by enums, so that names exist once: a constant names a Flink
 * metric, a reason in {@code llm_quality}, and its paragraph on the page of metrics.
 */
public interface JobMetric {
    /** The constant's name. */
    String name();

    /** What it is. */
    MetricDoc doc();

    /** Tag {@code reason} of {@code llm_quality}, for counters: the name in lower case. */
    default String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Name in Flink, as Flink names its own: {@code openTraces} for a gauge, {@code numDeadLetters}
     * for a counter. Made anew at every call; to be kept.
     */
    default String metricName() {
        StringBuilder camel = new StringBuilder(doc().isCounter() ? "num" : "");
        for (String word : reason().split("_", -1)) {
            camel.append(
                    camel.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
