/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.testing.store.WindowCounter;
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

    /** Looking into a store that works on the same processors must not be what it is busy with. */
    private static final int REST = 10;

    private static final long QUIET_MILLIS = 5000;
    private static final WindowCounter.Rows NONE = new WindowCounter.Rows(0, 0);
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 1};

    /** Tells what can be read, by end of window in milliseconds. */
    interface Store {
        Map<Long, WindowCounter.Rows> windows() throws Exception;
    }

    private final Store store;
    private final LatencyTraffic traffic;
    private final long closesAfterMillis;
    private final Map<Long, WindowCounter.Rows> rows = new TreeMap<>();

    /** Rows that were seen at once, and how long after the explained moment. */
    private record Sample(long window, long millis, long rows) {}

    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param closesAfterMillis event time that must have been read beyond a window's end
     */
    LatencyWatch(Store store, LatencyTraffic traffic, long closesAfterMillis) {
        this.store = store;
        this.traffic = traffic;
        this.closesAfterMillis = closesAfterMillis;
    }

    /** Looks until a window is whole and nothing came for some seconds, or a time has come. */
    void until(long lastWindowMillis, int labelSets, long latestMillis) throws Exception {
        long quietSince = System.currentTimeMillis();
        while ((rows.getOrDefault(lastWindowMillis, NONE).requests() < labelSets
                        || System.currentTimeMillis() - quietSince < QUIET_MILLIS)
                && System.currentTimeMillis() < latestMillis) {
            long started = System.nanoTime();
            if (look()) {
                quietSince = System.currentTimeMillis();
            }
            long rest = Math.max(PERIOD_NANOS, REST * (System.nanoTime() - started));
            // A query may leave a permit behind, with which a single call does not wait at all.
            long next = System.nanoTime() + rest;
            for (long wait = rest; wait > 0; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private boolean look() throws Exception {
        boolean news = false;
        Map<Long, WindowCounter.Rows> found = store.windows();
        long now = System.currentTimeMillis();
        for (Map.Entry<Long, WindowCounter.Rows> entry : found.entrySet()) {
            long window = entry.getKey();
            WindowCounter.Rows before = rows.put(window, entry.getValue());
            long more = entry.getValue().all() - (before == null ? 0 : before.all());
            if (more > 0) {
                news = true;
                samples.add(
                        new Sample(window, now - traffic.passed(window + closesAfterMillis), more));
            }
        }
        return news;
    }

    /** Prints percentiles over the rows of some windows; whether every label set was there. */
    boolean print(
            PrintWriter to, long firstWindow, long lastWindow, long stepMillis, int labelSets) {
        long windows = (lastWindow - firstWindow) / stepMillis + 1;
        List<Sample> measured =
                samples.stream()
                        .filter(s -> s.window >= firstWindow && s.window <= lastWindow)
                        .sorted((a, b) -> Long.compare(a.millis, b.millis))
                        .toList();
        long seen = measured.stream().mapToLong(Sample::rows).sum();
        long whole = 0;
        for (long window = firstWindow; window <= lastWindow; window += stepMillis) {
            whole += rows.getOrDefault(window, NONE).requests() >= labelSets ? 1 : 0;
        }
        to.printf(
                Locale.ROOT,
                "%,d windows of %,d label sets, %,d whole; %,d aggregates, so %,d series (a metric"
                        + " of a label set) in each.%n",
                windows,
                labelSets,
                whole,
                seen,
                seen / windows);
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
        return whole == windows;
    }
}
