/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import io.shewhart.jobs.JobOptions;
import io.shewhart.operators.flow.Key128;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceCounter;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.trace.TraceState;
import io.shewhart.operators.window.LocalAggregator;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.operators.window.VersionPattern;
import io.shewhart.operators.window.WindowConfig;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Encoded sizes of what is kept: settled traces and windows of the input. */
final class StateSizes {
    /** After the last group was admitted: everything has settled, nothing is forgotten yet. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final List<Integer> traces = new ArrayList<>();
    private final Map<String, List<Integer>> windows = new TreeMap<>();
    private long requests;

    /** Prints a table of the sizes over all of {@link Steps}. */
    static void print(JobOptions options, PrintWriter to) {
        StateSizes sizes = new StateSizes();
        sizes.measure(options);
        to.println("| encoded, bytes | number | mean | median | 99 % | largest |");
        row(to, "settled trace", sizes.traces);
        sizes.windows.forEach((kind, all) -> row(to, "window of a series, " + kind, all));
        to.printf(
                Locale.ROOT,
                "Windows of a minute; %,.0f calls in one of calls.%n",
                sizes.requests / (double) sizes.windows.get("calls").size());
        to.flush();
    }

    private void measure(JobOptions options) {
        Map<Key128, List<SpanGroup>> byTrace =
                IntStream.range(0, Steps.count())
                        .mapToObj(Steps::read)
                        .collect(
                                Collectors.groupingBy(
                                        g -> new Key128(g.traceIdHigh, g.traceIdLow)));
        LocalAggregator aggregator =
                new LocalAggregator(
                        WindowConfig.defaults(),
                        VersionPattern.none(),
                        Integer.MAX_VALUE,
                        (counter, increment) -> {});
        TraceAssembler assembler = new TraceAssembler(options.traces());
        byTrace.forEach(
                (id, groups) -> {
                    long now =
                            groups.stream().mapToLong(g -> g.admittedUnixNano).max().orElseThrow()
                                    + SETTLED_NANOS;
                    TraceState state =
                            assembler.advance(
                                    id.high(),
                                    id.low(),
                                    null,
                                    groups,
                                    now,
                                    new Results(aggregator),
                                    nanos -> {});
                    if (state != null && !state.isOpen()) {
                        traces.add(state.encode().length);
                    }
                });
        aggregator.drain(this::window);
    }

    private void window(PartialWindow window) {
        String kind = window.kind().name().toLowerCase(Locale.ROOT);
        windows.computeIfAbsent(kind, k -> new ArrayList<>()).add(window.encode().length);
        if (kind.equals("calls")) {
            requests += window.requests();
        }
    }

    private static void row(PrintWriter to, String what, List<Integer> sizes) {
        int[] sorted = sizes.stream().mapToInt(Integer::intValue).sorted().toArray();
        to.printf(
                Locale.ROOT,
                "| %s | %,d | %.0f | %d | %d | %d |%n",
                what,
                sorted.length,
                IntStream.of(sorted).average().orElse(0),
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                sorted[sorted.length - 1]);
    }

    private record Results(LocalAggregator aggregator) implements TraceOutput {
        @Override
        public void inference(Inference inference) {
            aggregator.add(inference);
        }

        @Override
        public void trace(TraceRecord trace) {
            aggregator.add(trace.head());
        }

        @Override
        public void lateSpan(LateSpan span) {}

        @Override
        public void count(TraceCounter counter, long increment) {}
    }
}
