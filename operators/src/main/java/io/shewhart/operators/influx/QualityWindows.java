/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import io.shewhart.schemas.v1.QualityCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sums up counts by windows of the wall clock, for a store in which a point with the same identity
 * overwrites: one count for each stage, reason and window end, over all subtasks.
 *
 * <p>Guarantee: over all windows that {@link #release} hands out, every count is in exactly one,
 * across failures too. A window is closed by a checkpoint and handed out when that checkpoint is
 * complete; after a failure it is handed out again, unchanged. Not for several threads.
 */
public final class QualityWindows {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long windowMillis;
    private final TreeMap<Name, Long> open = new TreeMap<>();
    private final TreeMap<Long, List<QualityCount>> closed = new TreeMap<>();
    private long lastEnd;

    private record Name(String stage, String reason, boolean level) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byStage = stage.compareTo(other.stage);
            int byReason = byStage != 0 ? byStage : reason.compareTo(other.reason);
            return byReason != 0 ? byReason : Boolean.compare(level, other.level);
        }
    }

    public QualityWindows(Duration window) {
        this.windowMillis = window.toMillis();
    }

    /** Counts; of levels the newest stands. */
    public void add(QualityCount count) {
        open.merge(
                new Name(count.getStage(), count.getReason(), count.getLevel()),
                count.getCount(),
                count.getLevel() ? (before, now) -> now : Long::sum);
    }

    /**
     * A checkpoint was started then: closes the window that ended last, if it is not closed yet.
     */
    public void close(long checkpointId, long unixMillis) {
        long end = unixMillis - Math.floorMod(unixMillis, windowMillis);
        if (end > lastEnd) {
            closeAt(checkpointId, end);
        }
    }

    /** The end of input: closes what is open, in a window of its own. */
    public void finish(long unixMillis, Consumer<QualityCount> out) {
        long end = unixMillis - Math.floorMod(unixMillis, windowMillis) + windowMillis;
        closeAt(Long.MAX_VALUE, Math.max(end, lastEnd + windowMillis));
        release(Long.MAX_VALUE, out);
    }

    /** A checkpoint is complete: hands out what was closed by then. */
    public void release(long checkpointId, Consumer<QualityCount> out) {
        Map<Long, List<QualityCount>> ready = closed.headMap(checkpointId, true);
        ready.values().forEach(counts -> counts.forEach(out));
        ready.clear();
    }

    /** Everything that a checkpoint must hold: open counts have no time, closed ones have. */
    public List<QualityCount> contents() {
        List<QualityCount> all = new ArrayList<>();
        closed.values().forEach(all::addAll);
        open.forEach((name, sum) -> all.add(count(name, sum).build()));
        return all;
    }

    /** End of the newest closed window, milliseconds since the Unix epoch. */
    public long lastEnd() {
        return lastEnd;
    }

    /** Takes in contents of a checkpoint, of any number of writers. */
    public void restore(long restoredEnd, List<QualityCount> contents) {
        lastEnd = Math.max(lastEnd, restoredEnd);
        for (QualityCount count : contents) {
            if (count.hasEndTimeUnixNano()) {
                // Complete, or it could not be restored: due at the next one.
                closed.computeIfAbsent(0L, id -> new ArrayList<>()).add(count);
            } else {
                add(count);
            }
        }
    }

    private void closeAt(long checkpointId, long end) {
        lastEnd = end;
        List<QualityCount> counts = closed.computeIfAbsent(checkpointId, id -> new ArrayList<>());
        open.forEach(
                (name, sum) ->
                        counts.add(
                                count(name, sum)
                                        .setEndTimeUnixNano(end * NANOS_PER_MILLI)
                                        .build()));
        open.clear();
    }

    private static QualityCount.Builder count(Name name, long sum) {
        return QualityCount.newBuilder()
                .setStage(name.stage())
                .setReason(name.reason())
                .setLevel(name.level())
                .setCount(sum);
    }
}
