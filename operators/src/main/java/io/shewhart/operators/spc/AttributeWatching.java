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
        p.description = chart.level.learning.news(context, p);
        CountLaw law = by.law(n);
        double limit = by.limit(context.limits, chart.twoSided, n);
        boolean alarms = chart.alarms(fold, by);
        double exact = law.z((double) subgroup.events());
        boolean complete =
                old
                        || law.mean() >= fold.config().minimumExpected()
                        || chart.bursts.tells(fold, subgroup);
        boolean burst = alarms && exact > by.early(context.limits, chart.twoSided, n);
        if (!burst && !complete) {
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
        if (chart.twoSided && by.baseline() != null) {
            p.score = new AttributeScore(mid, by, p.sigma, n);
        }
        ChartName smoothed = chart.twoSided ? ChartName.EWMA : ChartName.EXCEEDANCE_EWMA;
        Judgement e = chart.judgement(smoothed, w, by.baseline());
        to.smoothed(e, mid, n, chart.twoSided);
        fold.out().add(e);
        boolean beyond = alarms && Math.abs(exact) > limit;
        chart.bursts.judged(fold, subgroup, beyond && exact > 0);
        if (beyond || fold.frozen()) {
            chart.level.interrupt();
        } else {
            chart.settled(fold, by, mid, w.end());
        }
        chart.close(fold, w, w.end(), by.binomialScore(subgroup.events(), n), beyond);
    }
}
