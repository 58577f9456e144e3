/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Phase II of a location chart: each subgroup on its own (I-prime, limits for its size through
 * {@link LocationFit}) and the EWMA, both against a frozen baseline.
 */
final class LocationWatching {

    private LocationWatching() {}

    /** Judges a subgroup. */
    static void judge(LocationChart chart, Fold fold, LocationPoint point, LocationBaseline judge) {
        EngineContext context = fold.context();
        Watch watch = chart.watch;
        double center = judge.fit().center();
        double sigma = judge.sigma((double) point.n());
        double deviation = point.level() - center;
        double z = deviation / sigma;
        double limit = judge.limit(context.limits);
        watch.changed(z, point.end());
        watch.ran(z);

        Judgement i = chart.judgement(ChartName.I_PRIME, fold, point, judge);
        i.description = chart.learning.news(context, i);
        i.baselineVersion = fold.another(judge);
        i.rulesBits = watch.rulesBits();
        i.remark = judge.constant() ? "zero_variance" : null;
        field(i, chart.scale, point, center, deviation, limit, sigma);
        chart.levels(i, point, center, sigma);
        i.score = new LocationScore(z, judge, chart.scale, point, sigma);
        fold.out().add(i);

        for (ZoneRule rule : context.rules) {
            rule(rule, i, chart, fold, point, judge);
        }

        Judgement e = chart.judgement(ChartName.EWMA, fold, point, judge);
        e.baselineVersion = fold.another(judge);
        double phi = judge.ewmaPhi();
        Ewma ewma = watch.smoothed(deviation, sigma, context.config.lambda(), phi);
        double ewmaLimit = context.limits.ewma(judge.m(), phi);
        field(e, chart.scale, point, center, ewma.value(), ewmaLimit, ewma.sigma());
        chart.levels(e, point, center, sigma);
        watch.bound(ewmaLimit);
        fold.out().add(e);
    }

    /** A run rule that alarms: the same statistic with lines that the run has to cross. */
    private static void rule(
            ZoneRule rule,
            Judgement i,
            LocationChart chart,
            Fold fold,
            LocationPoint point,
            LocationBaseline judge) {
        int m = judge.m();
        double phi = EngineContext.guarded(judge.phi(), m);
        double line = fold.context().limits.zone(rule, m, phi);
        double center = judge.fit().center();
        Judgement r = chart.judgement(rule.chart, fold, point, judge);
        r.baselineVersion = i.baselineVersion;
        field(r, chart.scale, point, center, i.z * i.sigma, line, i.sigma);
        r.value = i.value;
        r.beyond = chart.watch.completes(rule, line);
        r.certain = true;
        chart.levels(r, point, center, i.sigma);
        fold.out().add(r);
    }

    private static void field(
            Judgement j,
            LocationScale scale,
            LocationPoint point,
            double center,
            double deviation,
            double limit,
            double sigma) {
        j.value = point.field(scale, center + deviation);
        j.center = point.field(scale, center);
        j.lcl = point.field(scale, center - limit * sigma);
        j.ucl = point.field(scale, center + limit * sigma);
        j.sigma = sigma;
        j.z = deviation / sigma;
        j.judged = true;
        j.beyond = Math.abs(j.z) > limit ? (int) Math.signum(j.z) : 0;
    }
}
