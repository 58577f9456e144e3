/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/**
 * Tail of one version: the share of observations above a threshold, on an upper p' chart. Mutable,
 * owned by one fold.
 *
 * <p>The share above the threshold ({@link TailThreshold}) is learned from later windows than the
 * threshold, so that the choice of it does not bias it. Where the level has a rhythm, threshold and
 * quantiles are those of the centre and follow it. Exact for any distribution of the observations,
 * and mergeable.
 *
 * <p>The share says whether there is a change; people are told the quantile itself: the threshold
 * before, and its geometric mean over the windows since the estimated change point.
 */
final class ExceedanceChart {

    private TailThreshold threshold = new TailThreshold();

    /** Weighted logarithms of the quantile since the estimated change point. */
    private double logs;

    private double weight;
    private AttributeChart chart = new AttributeChart(ChartName.EXCEEDANCE, false);

    /** Threshold and share a newcomer is judged by. */
    static final class Reference {
        private final TailThreshold threshold;
        private final AttributeBaseline baseline;

        private Reference(ExceedanceChart of) {
            this.threshold = of.threshold.settled();
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
        if (!threshold.found() && incumbent != null) {
            threshold = incumbent.threshold.settled();
        }
        if (!threshold.found()) {
            if (!fold.frozen() && w.sketch().count() > 0) {
                threshold.collect(fold.config(), w, rhythm);
            }
            return;
        }
        boolean adjusts = slopes != null && threshold.mix().length == slopes.explaining();
        boolean unknown = adjusts && !TokenSlopes.known(w.tokens(), w.logCount());
        TokenSlopes by = unknown || !adjusts ? null : slopes;
        SketchView sketch = by == null ? w.sketch() : atMix(by, w);
        AttributeBaseline judge = chart.baseline();
        if (judge == null
                && incumbent != null
                && incumbent.threshold.value() == threshold.value()) {
            judge = incumbent.baseline;
        }
        long n = sketch.count();
        long above = n == 0 ? 0 : sketch.countAbove(threshold.value() * rhythm);
        observe(sketch, n, rhythm);
        List<Judgement> out = fold.out();
        int first = out.size();
        chart.fold(
                fold,
                new AttributeCounts(
                        w.startUnixNano(),
                        w.endUnixNano(),
                        above,
                        n,
                        threshold.chartName(),
                        target(fold.config()),
                        uncertainty * threshold.hazard() * threshold.hazard()),
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
        double shift = slopes.shift(w.tokens().tokenMeans(), threshold.mix());
        return new ShiftedSketch(w.sketch(), StrictMath.exp(shift));
    }

    private void observe(SketchView sketch, long n, double rhythm) {
        double quantile = n == 0 ? Double.NaN : sketch.quantile(threshold.quantile()) / rhythm;
        if (quantile > 0 && quantile < Double.POSITIVE_INFINITY) {
            logs += n * StrictMath.log(quantile);
            weight += n;
        }
    }

    private void levels(Judgement j, double rhythm) {
        double before = threshold.value();
        j.quantity = threshold.quantity();
        j.baselineLevel = rhythm * before;
        // a larger share above the threshold is never told as a fall
        j.currentLevel =
                weight > 0
                        ? rhythm * Math.max(before, StrictMath.exp(logs / weight))
                        : rhythm * before;
    }

    private void forget() {
        logs = 0;
        weight = 0;
    }

    private static int target(EngineConfig config) {
        return Math.max(
                config.phaseOneMinimum(), config.phaseOneSubgroups() - config.phaseOneMinimum());
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
        threshold = new TailThreshold();
        forget();
        chart = new AttributeChart(ChartName.EXCEEDANCE, false);
    }

    ExceedanceChart copy() {
        ExceedanceChart copy = new ExceedanceChart();
        copy.threshold = threshold.copy();
        copy.logs = logs;
        copy.weight = weight;
        copy.chart = chart.copy();
        return copy;
    }

    void write(StateWriter out) {
        threshold.write(out);
        out.real(logs);
        out.real(weight);
        chart.write(out);
    }

    void read(StateReader in) {
        threshold = TailThreshold.read(in);
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
