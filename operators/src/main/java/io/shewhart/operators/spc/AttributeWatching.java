/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Judges the subgroups of a ratio chart, by a baseline or by what stands in its place. */
final class AttributeWatching {

    private AttributeWatching() {}

    /** Judges the subgroup so far and ends it, unless it waits for company. */
    static void judge(
            AttributeChart chart,
            Fold fold,
            AttributeCounts w,
            AttributeReference by,
            boolean old) {
        EngineContext context = fold.context();
        AttributeSubgroup subgroup = chart.subgroup;
        long n = subgroup.trials();
        Judgement p = chart.judgement(chart.shewhart, w, by.baseline());
        fold.out().add(p);
        p.description = chart.learning.news(context, p);
        CountLaw law = by.law(n);
        double limit = by.limit(context.limits, chart.twoSided, n);
        boolean alarms =
                by.baseline() != null || chart.coldStart.windows() >= fold.config().firstAlarm();
        double exact = law.z((double) subgroup.events());
        boolean burst = alarms && exact > limit;
        if (!burst && !old && law.mean() < fold.config().minimumExpected()) {
            p.remark = "not_enough_data";
            return;
        }
        chart.arrive(fold, w.end());
        double mid = law.midZ((double) subgroup.events());
        Watch watch = chart.watch;
        watch.changed(mid, w.end());
        watch.ran(mid);
        AttributeJudgement to = new AttributeJudgement(fold, by, law, watch, alarms);
        to.single(p, subgroup, limit, exact, chart.twoSided);
        if (chart.twoSided) {
            if (by.baseline() != null) {
                p.score = new AttributeScore(mid, by, p.sigma, n);
            }
            Judgement e = chart.judgement(ChartName.EWMA, w, by.baseline());
            to.smoothed(e, mid, n);
            fold.out().add(e);
        }
        boolean beyond = alarms && Math.abs(exact) > limit;
        if (!beyond && !fold.frozen()) {
            chart.settled(by, w.end());
        }
        chart.close(fold, w, w.end(), by.binomialScore(subgroup.events(), n), beyond);
    }

    /** Whether a window lies above the limit on its own. */
    static boolean bursts(
            AttributeChart chart, Fold fold, AttributeReference by, AttributeCounts w) {
        return w.trials() > 0
                && w.events() > 1
                && by.law(w.trials()).z((double) w.events())
                        > by.limit(fold.context().limits, chart.twoSided, w.trials());
    }
}
