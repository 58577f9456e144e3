/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Closes windows of one service, each into aggregates sorted by canonical labels, then metric name.
 *
 * <p>Admission: a label set that is not admitted yet is, while there is room, the most requested in
 * this window first, ties by canonical labels. The others merge into {@link LabelSet#overflow}.
 *
 * <p>Zero windows: only of the metric requests, per chart key and not per version, so that a
 * deployment does not look like an outage of what it replaced; labelled with the version seen last.
 * A chart key whose traffic is all in versions that were not admitted has traffic and gets none. In
 * a window with more label sets than were kept apart nobody gets one: what is missing may have been
 * merged, and unknown is not zero.
 */
final class WindowCloser {
    private record Series(SeriesKey key, CanonicalLabels order, WindowBundle bundle) {
        LabelSet labels() {
            return order.labels();
        }
    }

    private record Line(CanonicalLabels order, WindowAggregate aggregate) {}

    private static final Comparator<Series> MOST_REQUESTED =
            Comparator.<Series>comparingLong(series -> series.bundle.requests())
                    .reversed()
                    .thenComparing(Series::order)
                    .thenComparing(series -> series.bundle.kind());
    private static final Comparator<Line> OUTPUT_ORDER =
            Comparator.comparing(Line::order).thenComparing(line -> line.aggregate.getMetric());

    private final WindowConfig config;
    private final WindowStore store;
    private final SeriesRegistry registry;
    private final WindowOutput out;

    WindowCloser(
            WindowConfig config, WindowStore store, SeriesRegistry registry, WindowOutput out) {
        this.config = config;
        this.store = store;
        this.registry = registry;
        this.out = out;
    }

    /** Closes the window that ends next. */
    void close(WindowHeader header, long end) {
        WindowHeader.Open window = endingAt(header, end);
        List<Series> all = new ArrayList<>();
        boolean flooded = false;
        if (header.open.containsKey(window.start)) {
            new OpenWindow(store, window, config.candidateLimit()).trim();
            flooded = window.threshold != null;
            all = take(window.start);
        }
        boolean complete = config.bounds().contains(window.start, end);
        AggregateWriter writer = new AggregateWriter(window.start, end, complete);
        List<Line> lines = new ArrayList<>();

        Set<LabelSet> active = new HashSet<>();
        for (Series series : admit(all, end, writer, lines)) {
            active.add(series.labels().withoutVersion());
        }
        if (flooded) {
            out.count(WindowCounter.WINDOWS_FLOODED, 1);
        } else {
            zeros(active, writer, lines);
        }
        lines.sort(OUTPUT_ORDER);
        lines.forEach(line -> out.aggregate(line.aggregate));
        out.count(WindowCounter.WINDOWS_CLOSED, 1);

        header.open.remove(window.start);
        header.lastClosedEnd = end;
        header.idleEnd = idleEnd(end);
    }

    private WindowHeader.Open endingAt(WindowHeader header, long end) {
        for (WindowHeader.Open window : header.open.values()) {
            if (window.end == end) {
                return window;
            }
        }
        return new WindowHeader.Open(end - config.windowNanos(), end);
    }

    /** The bundles of a window, taken out of the store. */
    private List<Series> take(long windowStart) {
        List<Series> all = new ArrayList<>();
        store.forEachBundle(
                windowStart,
                (key, bytes) -> {
                    PartialWindow partial = PartialWindow.decode(bytes);
                    all.add(
                            new Series(
                                    key,
                                    new CanonicalLabels(partial.labels()),
                                    WindowBundle.decode(partial.bundle())));
                });
        all.forEach(series -> store.removeBundle(windowStart, series.key));
        all.sort(MOST_REQUESTED);
        return all;
    }

    /** Writes all series, merged where there is no room; returns those of calls with traffic. */
    private List<Series> admit(
            List<Series> all, long end, AggregateWriter writer, List<Line> lines) {
        for (Series series : all) {
            if (registry.contains(series.key)) {
                registry.traffic(series.key, end, series.bundle.requests());
            }
        }
        // Before admission, so that what expires makes room in this very window.
        int expired = registry.expire(end, config.seriesTtlNanos());
        out.count(WindowCounter.SERIES_EXPIRED, expired);

        List<Series> calls = new ArrayList<>();
        // Merged labels tell the kind: calls have a provider, stages an operation, traces neither.
        Map<LabelSet, WindowBundle> merged = new HashMap<>();
        for (Series series : all) {
            BundleKind kind = series.bundle.kind();
            LabelSet overflow = series.labels().overflow(kind);
            boolean isOverflow = series.labels().equals(overflow);
            if (kind == BundleKind.CALLS && !isOverflow) {
                calls.add(series);
            }
            if (!isOverflow && hasRoom(series, end)) {
                writer.write(
                        series.labels(),
                        series.bundle,
                        false,
                        aggregate -> lines.add(new Line(series.order, aggregate)));
                continue;
            }
            out.count(WindowCounter.SERIES_OVERFLOWED, isOverflow ? 0 : 1);
            out.count(WindowCounter.REQUESTS_OVERFLOWED, series.bundle.requests());
            merged.computeIfAbsent(overflow, labels -> new WindowBundle(kind)).merge(series.bundle);
        }
        writeMerged(merged, writer, lines);
        return calls;
    }

    private boolean hasRoom(Series series, long end) {
        if (registry.contains(series.key)) {
            return true;
        }
        if (registry.size() >= config.seriesCap()) {
            return false;
        }
        registry.admit(series.key, series.bundle.kind(), series.labels());
        registry.traffic(series.key, end, series.bundle.requests());
        out.count(WindowCounter.SERIES_ADMITTED, 1);
        return true;
    }

    private static void writeMerged(
            Map<LabelSet, WindowBundle> merged, AggregateWriter writer, List<Line> lines) {
        merged.forEach(
                (labels, bundle) -> {
                    CanonicalLabels order = new CanonicalLabels(labels);
                    writer.write(
                            labels,
                            bundle,
                            true,
                            aggregate -> lines.add(new Line(order, aggregate)));
                });
    }

    private void zeros(Set<LabelSet> active, AggregateWriter writer, List<Line> lines) {
        for (LabelSet labels : registry.newestVersions()) {
            if (!active.contains(labels.withoutVersion())) {
                lines.add(new Line(new CanonicalLabels(labels), writer.zero(labels)));
                out.count(WindowCounter.ZERO_WINDOWS, 1);
            }
        }
    }

    /** End of the next window that has to be closed although nothing may come. */
    private long idleEnd(long end) {
        if (registry.size() == 0) {
            return ServiceWindows.NEVER;
        }
        long next = config.nextWindowEnd(end);
        // Behind the end of a log nothing is known, and what is not closed tells no zeros.
        if (registry.hasCalls() && config.bounds().reaches(next - config.windowNanos())) {
            return next;
        }
        long expiry = registry.newestTraffic() + config.seriesTtlNanos();
        return Math.max(next, config.nextWindowEnd(expiry - config.windowNanos()));
    }
}
