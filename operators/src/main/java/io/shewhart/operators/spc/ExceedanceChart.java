/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;
import java.util.List;

/**
 * Tail of one version: the share of observations above a threshold, on an upper p' chart. Mutable,
 * owned by one fold.
 *
 * <p>The threshold is the median, over the first subgroups, of the highest quantile that windows of
 * this size can tell anything about: an upper limit of three sigma on a quantile p needs n &gt;= ln
 * 0.00135 / ln p (P50 10, P75 23, P90 63, P95 129, P99 658; order statistics of a binomial). The
 * share above it is then learned from later windows, so that the choice of the threshold does not
 * bias it. Where the level has a rhythm, threshold and quantiles are those of the centre and follow
 * it. Exact for any distribution of the observations, and mergeable.
 *
 * <p>The share says whether there is a change; people are told the quantile itself: the threshold
 * before, and its geometric mean over the windows since the estimated change point.
 */
final class ExceedanceChart {

    private static final double[] LEVELS = {0.5, 0.75, 0.9, 0.95, 0.99};
    private static final int[] LEAST_N = {10, 23, 63, 129, 658};

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
    private double threshold = Double.NaN;

    /** Weighted logarithms of the quantile since the estimated change point. */
    private double logs;

    private double weight;
    private AttributeChart chart = new AttributeChart(ChartName.EXCEEDANCE, false);

    /** Threshold and share a newcomer is judged by. */
    static final class Reference {
        private final int level;
        private final double threshold;
        private final double[] mix;
        private final AttributeBaseline baseline;

        private Reference(ExceedanceChart of) {
            this.level = of.level;
            this.threshold = of.threshold;
            this.mix = of.mix;
            this.baseline = of.chart.baseline();
        }
    }

    Reference reference() {
        return chart.baseline() == null ? null : new Reference(this);
    }

    /**
     * Adds a window.
     *
     * @param slopes what token counts explain of the location, null if nothing; the tail is taken
     *     to move with it, away from the mix at which the threshold was found
     * @param rhythm what observations of this time are expected to be multiplied by
     * @param uncertainty variance of its logarithm, in variances of the logarithm of an observation
     */
    void fold(
            Fold fold,
            WindowSummary w,
            TokenSlopes slopes,
            Reference incumbent,
            double rhythm,
            double uncertainty) {
        if (w.sketch() == null) {
            return;
        }
        if (level < 0 && incumbent != null) {
            level = incumbent.level;
            threshold = incumbent.threshold;
            mix = incumbent.mix;
        }
        if (level < 0) {
            if (!fold.frozen() && w.sketch().count() > 0) {
                collect(fold.config(), w, rhythm);
            }
            return;
        }
        boolean adjusts = slopes != null && mix.length == slopes.explaining();
        boolean unknown = adjusts && !TokenSlopes.known(w.tokens(), w.logCount());
        TokenSlopes by = unknown || !adjusts ? null : slopes;
        SketchView sketch = by == null ? w.sketch() : atMix(by, w);
        AttributeBaseline judge = chart.baseline();
        if (judge == null && incumbent != null && incumbent.threshold == threshold) {
            judge = incumbent.baseline;
        }
        long n = sketch.count();
        long above = n == 0 ? 0 : sketch.countAbove(threshold * rhythm);
        observe(sketch, n, rhythm);
        List<Judgement> out = fold.out();
        int first = out.size();
        chart.fold(
                fold,
                new AttributeChart.Counts(
                        w.startUnixNano(),
                        w.endUnixNano(),
                        above,
                        n,
                        NAMES[level],
                        target(fold.config()),
                        uncertainty * HAZARDS[level] * HAZARDS[level]),
                judge);
        for (Judgement j : out.subList(first, out.size())) {
            levels(j, rhythm);
            j.slopes = by;
            if (unknown && j.remark == null) {
                j.remark = LocationWatching.TOKENS_UNKNOWN;
            }
        }
        if (chart.unchanged()) {
            forget();
        }
    }

    private SketchView atMix(TokenSlopes slopes, WindowSummary w) {
        double shift = slopes.shift(w.tokens().tokenMeans(), mix);
        return new ShiftedSketch(w.sketch(), StrictMath.exp(shift));
    }

    private void observe(SketchView sketch, long n, double rhythm) {
        double quantile = n == 0 ? Double.NaN : sketch.quantile(LEVELS[level]) / rhythm;
        if (quantile > 0 && quantile < Double.POSITIVE_INFINITY) {
            logs += n * StrictMath.log(quantile);
            weight += n;
        }
    }

    private void levels(Judgement j, double rhythm) {
        j.quantity = QUANTITIES[level];
        j.baselineLevel = rhythm * threshold;
        // a larger share above the threshold is never told as a fall
        j.currentLevel =
                weight > 0
                        ? rhythm * Math.max(threshold, StrictMath.exp(logs / weight))
                        : rhythm * threshold;
    }

    private void forget() {
        logs = 0;
        weight = 0;
    }

    private static int target(EngineConfig config) {
        return Math.max(
                config.phaseOneMinimum(), config.phaseOneSubgroups() - config.phaseOneMinimum());
    }

    private void collect(EngineConfig config, WindowSummary w, double rhythm) {
        SketchView sketch = w.sketch();
        int rows = sizes.length;
        mixIn(w);
        sizes = Arrays.copyOf(sizes, rows + 1);
        quantiles = Arrays.copyOf(quantiles, (rows + 1) * LEVELS.length);
        sizes[rows] = (int) Math.min(Integer.MAX_VALUE, sketch.count());
        for (int i = 0; i < LEVELS.length; i++) {
            quantiles[rows * LEVELS.length + i] = (float) (sketch.quantile(LEVELS[i]) / rhythm);
        }
        if (rows + 1 < config.phaseOneMinimum()) {
            return;
        }
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int typical = sorted[sorted.length / 2];
        for (int i = 0; i < LEVELS.length && typical >= LEAST_N[i]; i++) {
            level = i;
        }
        if (level >= 0) {
            double[] column = new double[rows + 1];
            for (int row = 0; row <= rows; row++) {
                column[row] = quantiles[row * LEVELS.length + level];
            }
            threshold = PhaseOne.median(column);
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

    void opened() {
        chart.opened();
    }

    void recovered(long end) {
        chart.recovered(end);
        forget();
    }

    boolean newLevel(Fold fold, long end) {
        boolean accepted = chart.newLevel(fold, end);
        if (accepted) {
            // the old threshold is no longer that quantile
            relearn();
        }
        return accepted;
    }

    /** Starts again with another threshold, because the location has a new level. */
    void relearn() {
        level = -1;
        threshold = Double.NaN;
        mix = new double[0];
        mixed = 0;
        forget();
        chart = new AttributeChart(ChartName.EXCEEDANCE, false);
    }

    ExceedanceChart copy() {
        ExceedanceChart copy = new ExceedanceChart();
        copy.quantiles = quantiles.clone();
        copy.sizes = sizes.clone();
        copy.mix = mix.clone();
        copy.mixed = mixed;
        copy.level = level;
        copy.threshold = threshold;
        copy.logs = logs;
        copy.weight = weight;
        copy.chart = chart.copy();
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
        out.real(threshold);
        out.real(logs);
        out.real(weight);
        chart.write(out);
    }

    void read(StateReader in) {
        sizes = new int[in.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.integer();
        }
        quantiles = new float[sizes.length * LEVELS.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = in.single();
        }
        mix = new double[in.size()];
        for (int i = 0; i < mix.length; i++) {
            mix[i] = in.real();
        }
        mixed = in.integer();
        level = in.integer();
        if (level >= LEVELS.length) {
            throw new StateFormatException("quantile level " + level);
        }
        threshold = in.real();
        logs = in.real();
        weight = in.real();
        chart.read(in);
        AttributeBaseline learned = chart.baseline();
        if (!in.since(KeyState.REFINED) && learned != null && learned.variance() > 0) {
            // it was learned on another scale
            relearn();
        }
    }
}
