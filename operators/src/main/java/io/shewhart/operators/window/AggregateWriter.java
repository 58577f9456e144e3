/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import com.google.protobuf.ByteString;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.TokenCovariates;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the accumulators of one closed window into records, one per metric that has something to
 * say. What is unknown is absent.
 */
final class AggregateWriter {
    private final long windowStart;
    private final long windowEnd;
    private final boolean complete;

    AggregateWriter(long windowStart, long windowEnd, boolean complete) {
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.complete = complete;
    }

    /** The request count of a window in which nothing came. */
    WindowAggregate zero(LabelSet labels) {
        return base(Metric.REQUESTS, labels, 0).setValue(0).build();
    }

    void write(
            LabelSet labels, WindowBundle bundle, boolean overflow, Consumer<WindowAggregate> out) {
        Consumer<WindowAggregate.Builder> build =
                builder -> out.accept(builder.setOverflow(overflow).build());
        long requests = bundle.requests();
        switch (bundle.kind()) {
            case CALLS -> {
                build.accept(
                        base(Metric.REQUESTS, labels, requests)
                                .setCount(requests)
                                .setValue((double) requests));
                build.accept(ratio(Metric.ERROR_RATIO, labels, bundle, bundle.errors()));
                build.accept(ratio(Metric.INCOMPLETE_RATIO, labels, bundle, bundle.incompletes()));
                if (bundle.tokenCalls() > 0) {
                    build.accept(throughput(labels, bundle));
                }
            }
            case TRACES ->
                    build.accept(ratio(Metric.TRACE_ERROR_RATIO, labels, bundle, bundle.errors()));
            case STAGE -> {}
        }
        for (Distribution distribution : bundle.distributions()) {
            build.accept(distribution(labels, requests, distribution));
        }
    }

    private WindowAggregate.Builder base(Metric metric, LabelSet labels, long requests) {
        return WindowAggregate.newBuilder()
                .setMetric(metric.label())
                .setUnit(metric.unit())
                .setLabels(labels.toProto())
                .setStartTimeUnixNano(windowStart)
                .setEndTimeUnixNano(windowEnd)
                .setComplete(complete)
                .setRequests(requests);
    }

    private WindowAggregate.Builder ratio(
            Metric metric, LabelSet labels, WindowBundle bundle, long events) {
        long requests = bundle.requests();
        return base(metric, labels, requests)
                .setCount(requests)
                .setEvents(events)
                .setValue((double) events / requests)
                .addAllTypical(exemplars(bundle.events(metric), 1));
    }

    private WindowAggregate.Builder throughput(LabelSet labels, WindowBundle bundle) {
        double seconds = (windowEnd - windowStart) / 1e9;
        double rate = bundle.producedTokens().toDouble() / seconds;
        WindowAggregate.Builder builder =
                base(Metric.WINDOW_OUTPUT_TOKENS_PER_SECOND, labels, bundle.requests())
                        .setCount(1)
                        .setSum(rate)
                        .setMin(rate)
                        .setMax(rate)
                        .setMean(rate)
                        .setValue(rate);
        return rate > 0
                ? builder.setLogCount(1).setLogMean(StrictMath.log(rate))
                : builder.setLogCount(0);
    }

    private WindowAggregate.Builder distribution(
            LabelSet labels, long requests, Distribution values) {
        double mean = values.mean();
        WindowAggregate.Builder builder =
                base(values.metric(), labels, requests)
                        .setCount(values.count())
                        .setSum(values.sum())
                        .setMin(values.min())
                        .setMax(values.max())
                        .setMean(mean)
                        .setValue(mean)
                        .setP50(values.quantile(0.5))
                        .setP90(values.quantile(0.9))
                        .setP95(values.quantile(0.95))
                        .setP99(values.quantile(0.99))
                        .setLogCount(values.logCount())
                        .setSketch(ByteString.copyFrom(values.bins().toLibraryBytes()));
        if (values.count() > 1) {
            builder.setVariance(values.variance());
        }
        if (values.logCount() > 0) {
            builder.setLogMean(values.logMean());
        }
        if (values.logCount() > 1) {
            builder.setLogVariance(values.logVariance());
        }
        if (values.tokens() != null && values.tokens().count() > 0) {
            builder.setTokens(tokens(values.metric(), values.tokens()));
        }
        exemplars(values, builder);
        return builder;
    }

    private static TokenCovariates tokens(Metric metric, TokenMoments moments) {
        TokenCovariates.Builder builder =
                TokenCovariates.newBuilder()
                        .setCount(moments.count())
                        .setLogInputMean(moments.mean(TokenMoments.INPUT))
                        .setLogValueMean(moments.mean(TokenMoments.VALUE));
        double second = moments.mean(TokenMoments.SECOND);
        if (metric == Metric.TTFT) {
            builder.setLogInputSquareMean(second);
        } else {
            builder.setLogOutputMean(second);
        }
        for (int row = 0; row < TokenMoments.VARIABLES; row++) {
            for (int column = row; column < TokenMoments.VARIABLES; column++) {
                builder.addProducts(moments.centered(row, column));
            }
        }
        return builder.build();
    }

    private static void exemplars(Distribution values, WindowAggregate.Builder builder) {
        Exemplars exemplars = values.exemplars();
        if (exemplars != null) {
            double scale = values.metric().quantaPerUnit();
            builder.addAllSlowest(exemplars(exemplars.slowest(), scale));
            builder.addAllTypical(
                    exemplars(exemplars.typical(values.quantile(0.5) * scale), scale));
        }
    }

    private static List<Exemplar> exemplars(List<Exemplars.Entry> entries, double scale) {
        return entries.stream()
                .map(
                        entry ->
                                Exemplar.newBuilder()
                                        .setTraceId(entry.call().traceId())
                                        .setSpanId(entry.call().spanId())
                                        .setValue(entry.quanta() / scale)
                                        .build())
                .toList();
    }
}
