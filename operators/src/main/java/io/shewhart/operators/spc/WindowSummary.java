/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Objects;

/**
 * One closed window of one version of a chart key: all that the engine sees of the data.
 *
 * @param version version of the series, "" if unknown
 * @param startUnixNano start of the window, nanoseconds since the Unix epoch, inclusive
 * @param endUnixNano end of the window, exclusive; greater than the start
 * @param complete false for a window that was cut off; it gets a point with the remark {@code
 *     incomplete} and is neither charted nor learned
 * @param requests calls of the series in the window
 * @param count observations of this metric
 * @param events for {@link MetricKind#RATIO} how many of the observations are events, for {@link
 *     MetricKind#COUNT} the requests; unused otherwise
 * @param mean arithmetic mean of the observations in field units, NaN if there is none
 * @param variance sample variance of the observations, NaN if not defined
 * @param logCount observations greater than zero
 * @param logMean mean of ln(x) over the observations greater than zero, NaN if there is none
 * @param logVariance sample variance of ln(x), NaN if not defined
 * @param sketch quantile sketch of the observations, null if the metric has none
 * @param tokens how the logarithms go with token counts, null if none is known or the metric does
 *     not depend on them
 */
public record WindowSummary(
        String version,
        long startUnixNano,
        long endUnixNano,
        boolean complete,
        long requests,
        long count,
        long events,
        double mean,
        double variance,
        long logCount,
        double logMean,
        double logVariance,
        SketchView sketch,
        Covariates tokens) {

    /** Checks what no later code could repair. */
    public WindowSummary {
        Objects.requireNonNull(version, "version");
        if (endUnixNano <= startUnixNano) {
            throw new IllegalArgumentException(
                    "window ends at " + endUnixNano + " but starts at " + startUnixNano);
        }
        if (requests < 0 || count < 0 || events < 0 || logCount < 0) {
            throw new IllegalArgumentException(
                    "negative count in the window that ends at " + endUnixNano);
        }
    }

    /** A window without token counts. */
    public WindowSummary(
            String version,
            long startUnixNano,
            long endUnixNano,
            boolean complete,
            long requests,
            long count,
            long events,
            double mean,
            double variance,
            long logCount,
            double logMean,
            double logVariance,
            SketchView sketch) {
        this(
                version,
                startUnixNano,
                endUnixNano,
                complete,
                requests,
                count,
                events,
                mean,
                variance,
                logCount,
                logMean,
                logVariance,
                sketch,
                null);
    }
}
