/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import com.google.protobuf.ByteString;
import io.shewhart.operators.spc.Covariates;
import io.shewhart.schemas.v1.TokenCovariates;
import io.shewhart.schemas.v1.WindowAggregate;

/** Reads window aggregates as the numbers that charts work with. */
public final class WindowSummaries {
    private WindowSummaries() {}

    /**
     * One window of one series.
     *
     * @param metric the metric
     * @param labels labels, version included
     * @param startUnixNano start of the window, nanoseconds since the Unix epoch
     * @param endUnixNano end of the window, exclusive
     * @param complete false if the log cut it off
     * @param requests calls of the series
     * @param count observations of the metric
     * @param events for ratios how many of them are events, for request counts the requests, else 0
     * @param mean mean in the metric's unit, NaN without observations
     * @param variance sample variance, NaN below two observations
     * @param logCount observations above zero
     * @param logMean mean of ln(x) over them, NaN without
     * @param logVariance sample variance of ln(x), NaN below two
     * @param sketch the sketch, null if the metric has none
     * @param tokens how ln(x) goes with token counts, null if no call's tokens are known
     */
    public record Numbers(
            Metric metric,
            LabelSet labels,
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
            DdSketchView sketch,
            Covariates tokens) {}

    /**
     * The numbers of an aggregate.
     *
     * @throws IllegalArgumentException if its metric is unknown or its token moments contradict
     *     themselves
     * @throws WindowFormatException if its sketch cannot be read
     */
    public static Numbers of(WindowAggregate aggregate) {
        Metric metric =
                Metric.ofLabel(aggregate.getMetric())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "unknown metric " + aggregate.getMetric()));
        return new Numbers(
                metric,
                LabelSet.of(aggregate.getLabels()),
                aggregate.getStartTimeUnixNano(),
                aggregate.getEndTimeUnixNano(),
                aggregate.getComplete(),
                aggregate.getRequests(),
                aggregate.getCount(),
                metric.kind() == Metric.Kind.COUNT
                        ? aggregate.getRequests()
                        : aggregate.getEvents(),
                aggregate.hasMean() ? aggregate.getMean() : Double.NaN,
                aggregate.hasVariance() ? aggregate.getVariance() : Double.NaN,
                aggregate.getLogCount(),
                aggregate.hasLogMean() ? aggregate.getLogMean() : Double.NaN,
                aggregate.hasLogVariance() ? aggregate.getLogVariance() : Double.NaN,
                sketch(aggregate.getSketch()),
                tokens(aggregate));
    }

    private static Covariates tokens(WindowAggregate aggregate) {
        TokenCovariates tokens = aggregate.getTokens();
        if (tokens.getCount() == 0) {
            return null;
        }
        double[] products = new double[tokens.getProductsCount()];
        for (int i = 0; i < products.length; i++) {
            products[i] = tokens.getProducts(i);
        }
        double input = tokens.getLogInputMean();
        double value = tokens.getLogValueMean();
        boolean curved = tokens.hasLogInputSquareMean();
        double second = curved ? tokens.getLogInputSquareMean() : tokens.getLogOutputMean();
        double[] means = {input, second, value};
        return new Covariates(tokens.getCount(), curved ? 1 : 2, means, products);
    }

    private static DdSketchView sketch(ByteString bytes) {
        return bytes.isEmpty() ? null : DdSketchView.of(bytes.toByteArray());
    }
}
