/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Cold start of a location chart: each subgroup is judged by those before it, through Q statistics
 * and an EWMA of them.
 *
 * <p>Q is Quesenberry (1991), SPC Q charts for start-up processes and short or long runs, Journal
 * of Quality Technology 23, generalised to subgroups of varying size; for equal sizes it is his
 * case of both parameters unknown.
 */
final class LocationColdStart {

    /** Subgroup from which on there is a statistic. */
    static final int FROM = 3;

    private static final String LEVEL_AT_EQUAL_TOKENS = "level" + TokenSlopes.AT_EQUAL_TOKENS;

    private LocationColdStart() {}

    /**
     * Judges a subgroup.
     *
     * @return whether it lies so far out that later ones must not be judged by it
     */
    static boolean judge(LocationChart chart, Fold fold, LocationPoint as) {
        Judgement q = chart.judgement(ChartName.SELF_STARTING_Q, fold, as, null);
        LocationSample all = chart.learning.sample();
        TokenSlopes slopes = as.adjustable() ? all.slopes() : null;
        LocationSample sample = slopes == null ? all : all.adjusted(slopes);
        LocationPoint point = slopes == null ? as : as.adjusted(slopes);
        double mix = slopes == null ? 0 : slopes.variance(as.tokens());
        // the slopes are not told: they change from subgroup to subgroup
        String quantity = slopes == null ? q.quantity : LEVEL_AT_EQUAL_TOKENS;
        boolean[] use = new boolean[sample.size()];
        int kept = 0;
        for (int i = 0; i < use.length; i++) {
            use[i] = !sample.heldOut(i);
            kept += use[i] ? 1 : 0;
        }
        fold.out().add(q);
        if (kept < FROM - 1) {
            return false;
        }
        EngineContext context = fold.context();
        Watch watch = chart.watch;
        LocationFit fit = LocationFit.of(sample, use);
        double sigma = chart.scale.sigma(fit, (double) point.n());
        double phi = PhaseOne.phi(sample, use, fit);
        double limit = context.limits.shewhart(LimitSolver.KNOWN, phi, kept);
        boolean alarms = all.size() + 1 >= context.config.firstAlarm();
        double score = score(point, fit, sigma * sigma + mix, kept);
        standardised(q, score, limit, 1, alarms);
        watch.changed(score, point.end());
        chart.levels(q, point, fit.center(), sigma);
        q.quantity = quantity;

        Judgement e = chart.judgement(ChartName.SELF_STARTING_EWMA, fold, point, null);
        double lambda = context.config.lambda();
        double lasting = score(point, fit, sigma * sigma + mix * (2 - lambda) / lambda, kept);
        double bounded = Math.max(-limit, Math.min(limit, lasting));
        Ewma ewma = watch.smoothed(bounded, 1, lambda, phi);
        double ewmaLimit = context.limits.ewma(LimitSolver.KNOWN, phi, kept);
        standardised(e, ewma.value(), ewmaLimit, ewma.sigma(), alarms);
        chart.levels(e, point, fit.center(), sigma);
        e.quantity = quantity;
        watch.bound(ewmaLimit);
        fold.out().add(e);
        return alarms && Math.abs(score) > limit;
    }

    private static double score(LocationPoint point, LocationFit fit, double variance, int kept) {
        double t = (point.level() - fit.center()) / Math.sqrt(variance + fit.centerVariance());
        TDistribution student = TDistribution.of(kept - 1);
        return t > 0
                ? Normal.upperZ(student.survivalProbability(t))
                : Normal.lowerZ(student.cumulativeProbability(t));
    }

    private static void standardised(
            Judgement j, double value, double limit, double sigma, boolean alarms) {
        j.value = value;
        j.center = 0;
        j.lcl = -limit * sigma;
        j.ucl = limit * sigma;
        j.sigma = sigma;
        j.z = value / sigma;
        j.judged = alarms;
        j.beyond = alarms && Math.abs(j.z) > limit ? (int) Math.signum(j.z) : 0;
    }
}
