/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Threshold of a chart of the tail: the median, over the first windows, of the highest quantile
 * that windows of this size can tell anything about. Mutable, owned by one fold.
 *
 * <p>An upper limit of three sigma on a quantile p needs n &gt;= ln 0.00135 / ln p observations
 * (P50 10, P75 23, P90 63, P95 129, P99 658; order statistics of a binomial).
 */
final class TailThreshold {

    private static final double[] LEVELS = {0.5, 0.75, 0.9, 0.95, 0.99};
    private static final int[] LEAST_N = {10, 23, 63, 129, 658};

    /** Windows are merged to subgroups for quantiles up to P95, and no more windows than this. */
    private static final int MERGED_LEVEL = 3;

    private static final int MOST_MERGED = 15;

    /** Relative change of the share above a normal quantile per sigma that the level rises. */
    private static final double[] HAZARDS = new double[LEVELS.length];

    static {
        for (int i = 0; i < LEVELS.length; i++) {
            double above = 1 - LEVELS[i];
            HAZARDS[i] = Normal.density(Normal.upperQuantile(above)) / above;
        }
    }

    private static final String[] NAMES = {
        "exceedance_p50", "exceedance_p75", "exceedance_p90", "exceedance_p95", "exceedance_p99"
    };

    private static final String[] QUANTITIES = {"P50", "P75", "P90", "P95", "P99"};

    /** Quantiles of the first windows, one row per window, while the threshold is open. */
    private float[] quantiles = new float[0];

    private int[] sizes = new int[0];

    /**
     * Means of the token covariates over the windows that the threshold is from, sums while it is
     * open; empty if most of them had none.
     */
    private double[] mix = new double[0];

    private int mixed;
    private int level = -1;
    private double value = Double.NaN;

    /** Whether it is found. */
    boolean found() {
        return level >= 0;
    }

    double value() {
        return value;
    }

    /** Means of the token covariates it was found at. */
    double[] mix() {
        return mix;
    }

    double quantile() {
        return LEVELS[level];
    }

    String chartName() {
        return NAMES[level];
    }

    String quantity() {
        return QUANTITIES[level];
    }

    double hazard() {
        return HAZARDS[level];
    }

    /** What a newcomer takes over. */
    TailThreshold settled() {
        TailThreshold other = new TailThreshold();
        other.level = level;
        other.value = value;
        other.mix = mix;
        return other;
    }

    /** Adds a window's quantiles; with enough windows there is a threshold. */
    void collect(EngineConfig config, WindowSummary w, double rhythm) {
        SketchView sketch = w.sketch();
        float[] row = new float[LEVELS.length];
        for (int i = 0; i < LEVELS.length; i++) {
            row[i] = (float) (sketch.quantile(LEVELS[i]) / rhythm);
            if (!(row[i] >= 0 && row[i] < Float.POSITIVE_INFINITY)) {
                return;
            }
        }
        int rows = sizes.length;
        mixIn(w);
        sizes = Arrays.copyOf(sizes, rows + 1);
        quantiles = Arrays.copyOf(quantiles, (rows + 1) * LEVELS.length);
        sizes[rows] = (int) Math.min(Integer.MAX_VALUE, sketch.count());
        System.arraycopy(row, 0, quantiles, rows * LEVELS.length, LEVELS.length);
        if (rows + 1 < config.phaseOneMinimum()) {
            return;
        }
        level = highest(config);
        if (level >= 0) {
            value = new TailPool(LEVELS, quantiles, sizes).quantile(level);
        }
        if (level < 0 || mixed < LocationMethod.ADJUSTABLE * (rows + 1)) {
            mix = new double[0];
        }
        for (int i = 0; i < mix.length; i++) {
            mix[i] /= mixed;
        }
        mixed = 0;
        // with too few observations for any quantile the next windows are looked at
        quantiles = new float[0];
        sizes = new int[0];
    }

    /** What windows of this size can tell, or up to P95 what those of one subgroup can together. */
    private int highest(EngineConfig config) {
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int typical = sorted[sorted.length / 2];
        double mean = Arrays.stream(sizes).average().orElse(0);
        double merged =
                mean * Math.min(MOST_MERGED, config.maxSubgroupAgeNanos() / config.windowNanos());
        int found = -1;
        for (int i = 0; i < LEVELS.length; i++) {
            double n = i <= MERGED_LEVEL ? Math.max(typical, merged) : typical;
            found = n >= LEAST_N[i] ? i : found;
        }
        return found;
    }

    private void mixIn(WindowSummary w) {
        if (TokenSlopes.known(w.tokens(), w.logCount())) {
            if (mix.length == 0) {
                mix = new double[w.tokens().explaining()];
            }
            for (int i = 0; i < mix.length; i++) {
                mix[i] += w.tokens().mean(i);
            }
            mixed++;
        }
    }

    TailThreshold copy() {
        TailThreshold copy = new TailThreshold();
        copy.quantiles = quantiles.clone();
        copy.sizes = sizes.clone();
        copy.mix = mix.clone();
        copy.mixed = mixed;
        copy.level = level;
        copy.value = value;
        return copy;
    }

    void write(StateWriter out) {
        out.number(sizes.length);
        for (int size : sizes) {
            out.number(size);
        }
        for (float quantile : quantiles) {
            out.single(quantile);
        }
        out.number(mix.length);
        for (double mean : mix) {
            out.real(mean);
        }
        out.number(mixed);
        out.number(level);
        out.real(value);
    }

    static TailThreshold read(StateReader in) {
        TailThreshold read = new TailThreshold();
        read.sizes = new int[in.size()];
        for (int i = 0; i < read.sizes.length; i++) {
            read.sizes[i] = in.integer();
        }
        read.quantiles = new float[read.sizes.length * LEVELS.length];
        for (int i = 0; i < read.quantiles.length; i++) {
            read.quantiles[i] = in.single();
        }
        read.mix = new double[in.size()];
        for (int i = 0; i < read.mix.length; i++) {
            read.mix[i] = in.real();
        }
        read.mixed = in.integer();
        read.level = in.integer();
        if (read.level >= LEVELS.length) {
            throw new StateFormatException("quantile level " + read.level);
        }
        read.value = in.real();
        return read;
    }
}
