/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.testing.store.QuestDbStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees windows become readable in a store, and tells how long that took beyond what the time rules
 * explain: counted from the moment when the brokers had the record that lets the window close.
 */
final class LatencyWatch {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 1};

    private final QuestDbStore store;
    private final LatencyTraffic traffic;
    private final long closesAfterMillis;
    private final Map<Long, Long> rows = new TreeMap<>();

    /** Rows that were seen at once, and how long after the explained moment. */
    private record Sample(long window, long millis, long rows) {}

    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param closesAfterMillis event time that must have been read beyond a window's end
     */
    LatencyWatch(QuestDbStore store, LatencyTraffic traffic, long closesAfterMillis) {
        this.store = store;
        this.traffic = traffic;
        this.closesAfterMillis = closesAfterMillis;
    }

    /** Looks until all rows of a window are there, or a time has come. */
    void until(long lastWindowMillis, int series, long latestMillis) throws Exception {
        while (rows.getOrDefault(lastWindowMillis, 0L) < series
                && System.currentTimeMillis() < latestMillis) {
            look();
            // A query may leave a permit behind, with which a single call does not wait at all.
            long next = System.nanoTime() + PERIOD_NANOS;
            for (long wait = PERIOD_NANOS; wait > 0; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void look() throws Exception {
        List<Map<String, String>> found =
                store.query(
                        "SELECT cast(timestamp AS long) w, count() n FROM llm_window WHERE metric ="
                                + " 'requests' AND timestamp > dateadd('m', -2, now())");
        long now = System.currentTimeMillis();
        for (Map<String, String> row : found) {
            long window = Long.parseLong(row.get("w")) / 1000;
            long count = Long.parseLong(row.get("n"));
            Long before = rows.put(window, count);
            long more = count - (before == null ? 0 : before);
            if (more > 0) {
                samples.add(
                        new Sample(window, now - traffic.passed(window + closesAfterMillis), more));
            }
        }
    }

    /** Prints percentiles over the rows of some windows; whether all rows came. */
    boolean print(PrintWriter to, long firstWindow, long lastWindow, long stepMillis, int series) {
        long windows = (lastWindow - firstWindow) / stepMillis + 1;
        List<Sample> measured =
                samples.stream()
                        .filter(s -> s.window >= firstWindow && s.window <= lastWindow)
                        .sorted((a, b) -> Long.compare(a.millis, b.millis))
                        .toList();
        long seen = measured.stream().mapToLong(Sample::rows).sum();
        to.printf(
                Locale.ROOT,
                "%,d windows of %,d series: %,d of %,d aggregates readable in the store.%n",
                windows,
                series,
                seen,
                windows * series);
        for (double quantile : QUANTILES) {
            long rank = (long) Math.ceil(quantile * seen);
            long passed = 0;
            for (Sample sample : measured) {
                passed += sample.rows;
                if (passed >= rank) {
                    to.printf(
                            Locale.ROOT,
                            "  %s %6d ms beyond window, lateness and bound%n",
                            quantile == 1 ? "longest" : String.format("%5.0f %%", 100 * quantile),
                            sample.millis);
                    break;
                }
            }
        }
        to.flush();
        return seen == windows * series;
    }
}
