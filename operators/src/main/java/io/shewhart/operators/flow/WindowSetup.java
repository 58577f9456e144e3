/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.window.LogBounds;
import io.shewhart.operators.window.VersionPattern;
import io.shewhart.operators.window.WindowConfig;
import java.io.Serializable;

/**
 * What window operators are built with, in a form that travels to the cluster. Lengths in
 * nanoseconds.
 *
 * @param windowNanos length of a window
 * @param latenessNanos from a window's end to its close
 * @param seriesTtlNanos admission without traffic
 * @param seriesCap label sets a service
 * @param versionPattern folds versions; empty for none
 * @param firstUnixNano start of a bounded log, else {@link Long#MIN_VALUE}
 * @param lastUnixNano end of a bounded log, else {@link Long#MAX_VALUE}
 */
public record WindowSetup(
        long windowNanos,
        long latenessNanos,
        long seriesTtlNanos,
        int seriesCap,
        String versionPattern,
        long firstUnixNano,
        long lastUnixNano)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Sets kept apart while a window is open, as a multiple of those admitted. */
    private static final int CANDIDATES_PER_ADMITTED = 4;

    WindowConfig config() {
        return new WindowConfig(
                windowNanos,
                latenessNanos,
                seriesTtlNanos,
                seriesCap,
                seriesCap * CANDIDATES_PER_ADMITTED,
                new LogBounds(firstUnixNano, lastUnixNano));
    }

    VersionPattern versions() {
        return versionPattern.isEmpty() ? VersionPattern.none() : VersionPattern.of(versionPattern);
    }

    /** The same for a log whose ends are known. */
    public WindowSetup withBounds(long first, long last) {
        return new WindowSetup(
                windowNanos, latenessNanos, seriesTtlNanos, seriesCap, versionPattern, first, last);
    }
}
