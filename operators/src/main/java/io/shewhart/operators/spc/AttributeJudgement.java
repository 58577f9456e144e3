/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Fills in what a ratio chart says about one subgroup.
 *
 * @param by what it is judged by
 * @param law distribution of its events when nothing has changed
 * @param alarms whether it may be a signal
 */
record AttributeJudgement(
        Fold fold, AttributeReference by, CountLaw law, Watch watch, boolean alarms) {

    /** The subgroup on its own. */
    void single(
            Judgement j, AttributeSubgroup subgroup, double limit, double exact, boolean twoSided) {
        double n = subgroup.trials();
        j.value = subgroup.events() / n;
        j.center = by.p();
        j.ucl = law.upperLimit(limit) / n;
        j.lcl = twoSided ? law.lowerLimit(limit) / n : Double.NaN;
        j.sigma = law.standardDeviation() / subgroup.trials();
        j.z = exact;
        j.rulesBits = watch.rulesBits();
        j.judged = alarms;
        boolean beyond = alarms && Math.abs(exact) > limit && (twoSided || exact > 0);
        j.beyond = beyond ? (int) Math.signum(exact) : 0;
        j.certain =
                twoSided && Math.abs(exact) > by.certain(fold.context().limits, subgroup.trials());
        levels(j, j.sigma);
    }

    /** The EWMA with the subgroup's mid-p score, drawn as a ratio of n. */
    void smoothed(Judgement j, double score, long n, boolean twoSided) {
        LimitSolver limits = fold.context().limits;
        double lambda = fold.config().lambda();
        double phi = by.smoothed(n, lambda);
        Ewma ewma = watch.smoothed(score, 1, lambda, phi);
        double limit = by.ewmaLimit(limits, phi, twoSided);
        double scale = law.standardDeviation() / n;
        j.center = by.p();
        j.value = Math.max(0, j.center + ewma.value() * scale);
        j.lcl = twoSided ? Math.max(0, j.center - limit * ewma.sigma() * scale) : Double.NaN;
        j.ucl = j.center + limit * ewma.sigma() * scale;
        j.sigma = ewma.sigma();
        j.z = ewma.value() / ewma.sigma();
        j.judged = alarms;
        boolean beyond = alarms && Math.abs(j.z) > limit && (twoSided || j.z > 0);
        j.beyond = beyond ? (int) Math.signum(j.z) : 0;
        levels(j, scale);
        watch.bound(limit);
    }

    private void levels(Judgement j, double scale) {
        j.baselineVersion = fold.another(by.baseline());
        watch.shift(j);
        j.baselineLevel = j.center;
        // the newest subgroup itself where the sum of scores says nothing
        j.currentLevel = Math.max(0, Math.min(1, j.center + j.shiftSigma * scale));
    }
}
