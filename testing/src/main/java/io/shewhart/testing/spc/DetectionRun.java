/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lets series learn, changes them, and counts the windows until an episode opens. */
final class DetectionRun {
    /** Windows after which a change counts as not detected. */
    static final int MOST = 1000;

    /** Two changes of one series need other random numbers. */
    private static final long APART = 1_000_003;

    private final ChartEngine engine;
    private final MetricKind kind;
    private final List<Series> ready = new ArrayList<>();

    DetectionRun(ChartEngine engine, MetricKind kind) {
        this.engine = engine;
        this.kind = kind;
    }

    /**
     * Adds series in control up to a condition and some windows more; those in an episode by then
     * are left out.
     */
    DetectionRun prepare(int count, long seed, Feed calm, Predicate<Series> until, int more) {
        for (int i = 0; i < count; i++) {
            Series s = new Series(engine, kind, seed + i, event -> {});
            while (!until.test(s)) {
                calm.next(s);
            }
            for (int w = 0; w < more; w++) {
                calm.next(s);
            }
            if (!s.episodeOpen()) {
                ready.add(s);
            }
        }
        return this;
    }

    /** The same series some windows later. */
    DetectionRun later(Feed calm, int more) {
        DetectionRun later = new DetectionRun(engine, kind);
        for (Series s : ready) {
            for (int w = 0; w < more; w++) {
                calm.next(s);
            }
            if (!s.episodeOpen()) {
                later.ready.add(s);
            }
        }
        return later;
    }

    /** Windows from the change to the first episode opened. */
    Delays change(Feed changed) {
        int[] delays = new int[ready.size()];
        for (int i = 0; i < delays.length; i++) {
            boolean[] opened = new boolean[1];
            Series s =
                    ready.get(i)
                            .branch(
                                    APART * (i + 1),
                                    event ->
                                            opened[0] |=
                                                    event.state() == EpisodeEvent.State.OPENED);
            delays[i] = Delays.NEVER;
            for (int w = 1; w <= MOST; w++) {
                changed.next(s);
                if (opened[0]) {
                    delays[i] = w;
                    break;
                }
            }
        }
        return new Delays(delays);
    }
}
