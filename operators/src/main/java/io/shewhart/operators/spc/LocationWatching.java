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
        double sigma = chart.scale.sigma(judge.fit(), (double) point.n());
        double deviation = point.level() - center;
        double z = deviation / sigma;
        int m = judge.m();
        double limit = context.limits.shewhart(m, EngineContext.guarded(judge.phi(), m));
        watch.changed(z, point.end());
        watch.ran(z);

        Judgement i = chart.judgement(ChartName.I_PRIME, fold, point, judge);
        i.baselineVersion = fold.another(judge);
        i.rulesBits = watch.rulesBits();
        i.remark = judge.constant() ? "zero_variance" : null;
        field(i, chart.scale, point, center, deviation, limit, sigma);
        chart.levels(i, point, center, sigma);
        fold.out().add(i);

        Judgement e = chart.judgement(ChartName.EWMA, fold, point, judge);
        e.baselineVersion = fold.another(judge);
        double phi = EngineContext.evident(judge.phi(), m);
        Ewma ewma = watch.smoothed(deviation, sigma, context.config.lambda(), phi);
        double ewmaLimit = context.limits.ewma(m, phi);
        field(e, chart.scale, point, center, ewma.value(), ewmaLimit, ewma.sigma());
        chart.levels(e, point, center, sigma);
        watch.bound(ewmaLimit);
        fold.out().add(e);
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
