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

    private LocationColdStart() {}

    /**
     * Judges a subgroup.
     *
     * @return whether it lies so far out that later ones must not be judged by it
     */
    static boolean judge(LocationChart chart, Fold fold, LocationPoint point) {
        Judgement q = chart.judgement(ChartName.SELF_STARTING_Q, fold, point, null);
        LocationSample sample = chart.learning.sample();
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
        double limit = context.limits.shewhart(LimitSolver.KNOWN, EngineContext.guarded(phi, kept));
        boolean alarms = sample.size() + 1 >= context.config.firstAlarm();
        double score = score(point, fit, sigma, kept);
        standardised(q, score, limit, 1, alarms);
        watch.changed(score, point.end());
        chart.levels(q, point, fit.center(), sigma);

        Judgement e = chart.judgement(ChartName.SELF_STARTING_EWMA, fold, point, null);
        double bounded = Math.max(-limit, Math.min(limit, score));
        Ewma ewma = watch.smoothed(bounded, 1, context.config.lambda(), phi);
        double ewmaLimit = context.limits.ewma(LimitSolver.KNOWN, 0);
        standardised(e, ewma.value(), ewmaLimit, ewma.sigma(), alarms);
        chart.levels(e, point, fit.center(), sigma);
        watch.bound(ewmaLimit);
        fold.out().add(e);
        return alarms && Math.abs(score) > limit;
    }

    private static double score(LocationPoint point, LocationFit fit, double sigma, int kept) {
        double t = (point.level() - fit.center()) / Math.sqrt(sigma * sigma + fit.centerVariance());
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
