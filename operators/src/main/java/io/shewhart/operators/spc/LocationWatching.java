/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Phase II of a location chart: each subgroup on its own (I-prime, limits for its size through
 * {@link LocationFit}) and the EWMA, both against a frozen baseline.
 */
final class LocationWatching {

    /** Remark of a subgroup that is judged as it is although its baseline is adjusted. */
    static final String TOKENS_UNKNOWN = "tokens_unknown";

    private LocationWatching() {}

    /**
     * Judges a subgroup.
     *
     * @return whether it lies within its limits
     */
    static boolean judge(LocationChart chart, Fold fold, LocationPoint as, LocationBaseline with) {
        boolean unknown = !with.comparable(as);
        LocationBaseline judge = unknown ? with.plain() : with;
        if (judge == null) {
            Judgement none = chart.judgement(ChartName.I_PRIME, fold, as, with);
            none.remark = TOKENS_UNKNOWN;
            fold.out().add(none);
            return false;
        }
        LocationPoint point = as.by(judge);
        double mix = judge.slopes() == null ? 0 : judge.slopes().variance(as.tokens());
        EngineContext context = fold.context();
        Watch watch = chart.watch;
        double center = judge.fit().center();
        double own = judge.sigma((double) point.n());
        double expected = point.uncertainty();
        double sigma = Math.sqrt(own * own + mix + expected);
        double deviation = point.level() - center;
        double z = deviation / sigma;
        // what is expected is as wrong for the next subgroup as for this one
        double neighbours = judge.neighbours((double) point.n());
        double shared = (neighbours * own * own + mix + expected) / (sigma * sigma);
        double limit = judge.limit(context.limits, shared);
        watch.changed(z, point.end());
        watch.ran(z);

        Judgement i = chart.judgement(ChartName.I_PRIME, fold, point, judge);
        i.description = chart.learning.news(context, i);
        i.baselineVersion = fold.another(judge);
        i.rulesBits = watch.rulesBits();
        i.remark = judge.constant() ? "zero_variance" : unknown ? TOKENS_UNKNOWN : null;
        field(i, chart.scale, point, center, deviation, limit, sigma);
        chart.levels(i, point, center, sigma);
        i.slopes = judge.slopes();
        i.score = new LocationScore(z, judge, chart.scale, point, sigma);
        fold.out().add(i);

        for (ZoneRule rule : context.rules) {
            rule(rule, i, chart, fold, point, judge);
        }

        Judgement e = chart.judgement(ChartName.EWMA, fold, point, judge);
        e.baselineVersion = fold.another(judge);
        double lambda = context.config.lambda();
        double phi = judge.smoothed((double) point.n(), lambda);
        double lasting = Math.sqrt(own * own + mix * (2 - lambda) / lambda);
        Ewma ewma = watch.smoothed(deviation, lasting, lambda, phi);
        e.remark = unknown ? TOKENS_UNKNOWN : null;
        double ewmaLimit = context.limits.ewma(judge.m(), phi, judge.m());
        double smoothedSigma = Math.sqrt(ewma.variance() + expected);
        field(e, chart.scale, point, center, ewma.value(), ewmaLimit, smoothedSigma);
        chart.levels(e, point, center, sigma);
        e.slopes = judge.slopes();
        watch.bound(ewmaLimit * smoothedSigma / ewma.sigma());
        fold.out().add(e);
        return i.beyond == 0 && e.beyond == 0;
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
        double phi = judge.neighbours((double) point.n());
        double line = fold.context().limits.zone(rule, m, phi);
        double center = judge.fit().center();
        Judgement r = chart.judgement(rule.chart, fold, point, judge);
        r.baselineVersion = i.baselineVersion;
        field(r, chart.scale, point, center, i.z * i.sigma, line, i.sigma);
        r.value = i.value;
        r.beyond = chart.watch.completes(rule, line);
        r.certain = true;
        chart.levels(r, point, center, i.sigma);
        r.slopes = i.slopes;
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
