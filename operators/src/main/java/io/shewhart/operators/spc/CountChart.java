/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Requests per window over all versions, judged against a forecast from the last windows. Mutable,
 * owned by one fold.
 *
 * <p>Arrival rates follow the day, so a frozen level would alarm every morning, and a profile takes
 * days to learn. The level is therefore an exponentially weighted one with a trend (Holt 1957),
 * which follows a rhythm of the day within its noise and is far too slow to follow vanished
 * traffic. Its forecast error is judged as a negative binomial count whose relative variance is
 * measured on the series itself, so bursty arrivals do not alarm, and rescaled by Student's t
 * because that variance is an estimate. While something is wrong, level and variance stand still
 * and the forecast grows less certain by what the strongest usual rhythm could have done meanwhile.
 * What this chart cannot see is a change slower than its memory; that is the price of needing no
 * history.
 */
final class CountChart {

    private static final double LEVEL_GAIN = 0.2;
    private static final double TREND_GAIN = 0.05;

    /** Gain of the trend per unit of forecast error. */
    private static final double SLOPE_GAIN = LEVEL_GAIN * TREND_GAIN;

    /**
     * Variance of the one-step forecast in units of the observations' (stationary covariance of
     * Holt's recursion).
     */
    private static final double FORECAST_ERROR =
            (2 * LEVEL_GAIN * LEVEL_GAIN + LEVEL_GAIN * SLOPE_GAIN + 2 * SLOPE_GAIN)
                    / (LEVEL_GAIN * (4 - 2 * LEVEL_GAIN - SLOPE_GAIN));

    private static final double VARIANCE_MEMORY = 100;
    private static final double CLIP = 3.5;

    /** Mean square of a standard normal variable clipped at 3.5. */
    private static final double CLIPPED_SQUARE = 0.9987;

    /** Least relative standard deviation of a forecast. */
    private static final double LEAST_SPREAD = 0.01;

    /** Largest relative change per day-fraction of a rhythm that swings by 80 %: 2 pi 0.8. */
    private static final double RHYTHM = 5.0;

    private static final double DAY = 86_400e9;

    private long start;
    private long count;
    private int windows;

    private double level;
    private double trend;
    private double spread;
    private int steps;
    private double lastScore;
    private double products;
    private long frozenSince;
    private ChangePoint change = ChangePoint.at(0);

    private int sinceCount;
    private double sinceMean;
    private double sinceSquares;

    /** Adds a closed window with the requests of all versions. */
    void fold(
            EngineContext context,
            long from,
            long end,
            long requests,
            boolean frozen,
            List<Judgement> out) {
        EngineConfig config = context.config;
        if (steps == 0 && requests == 0) {
            Judgement none = judgement(context, end);
            none.start = from;
            none.remark = "no_data";
            out.add(none);
            return;
        }
        if (start == 0) {
            start = from;
        }
        count += requests;
        windows++;
        Judgement j = judgement(context, end);
        if (steps < 2) {
            adapt(count / (double) windows, 0, 0);
            clear();
            out.add(j);
            return;
        }
        double perWindow = Math.max(level + trend, 0);
        double expected = Math.max(1e-3, perWindow * windows);
        double relative = relativeVariance(config, end);
        NegativeBinomial law = new NegativeBinomial(expected, relative);
        double df = Math.min(steps - 1, VARIANCE_MEMORY);
        double z = student(law.z((double) count), df);
        boolean alarms = steps + 1 >= config.firstAlarm();
        double limit =
                context.limits.shewhart(LimitSolver.KNOWN, EngineContext.guarded(phi(), (int) df));
        boolean beyond = Math.abs(z) > limit;
        boolean old = end - start >= config.maxSubgroupAgeNanos();
        if (!old
                && !(alarms && beyond)
                && expected < config.minimumExpected()
                && count < 4 * config.minimumExpected()) {
            j.remark = "not_enough_data";
            out.add(j);
            return;
        }
        if (change.upSince() == 0) {
            change = ChangePoint.at(start);
        }
        double mid = student(law.midZ((double) count), df);
        change = change.add(mid, end);
        double raw = rawLimit(limit, df);
        j.value = count / (double) windows;
        j.center = expected / windows;
        j.ucl = law.upperLimit(raw) / windows;
        j.lcl = law.lowerLimit(raw) / windows;
        j.sigma = law.standardDeviation() / windows;
        j.z = z;
        j.judged = alarms;
        j.beyond = alarms && beyond ? (int) Math.signum(z) : 0;
        int direction = z >= 0 ? 1 : -1;
        j.shiftSigma = (count - expected) / law.standardDeviation();
        j.changePoint = change.since(direction);
        j.baselineLevel = j.center;
        j.currentLevel = j.value;
        out.add(j);
        if (frozen) {
            sinceCount++;
            double d = j.value - sinceMean;
            sinceMean += d / sinceCount;
            sinceSquares += d * (j.value - sinceMean);
        } else if (j.beyond == 0) {
            double u = (count - expected) / law.standardDeviation();
            adapt(j.value, u, mid);
            frozenSince = 0;
        } else if (frozenSince == 0) {
            frozenSince = start;
        }
        clear();
    }

    private Judgement judgement(EngineContext context, long end) {
        Judgement j = new Judgement(ChartName.ADAPTIVE_I, ChartName.ADAPTIVE_I.text());
        j.start = start;
        j.end = end;
        j.n = count;
        j.quantity = "count";
        j.target = context.config.phaseOneMinimum();
        j.learned = steps;
        j.learning = steps < j.target;
        j.warmup = steps < 2;
        j.baselineSize = Math.min(steps, (int) VARIANCE_MEMORY);
        return j;
    }

    /**
     * Relative variance beyond Poisson: of the arrivals, of the forecast, and of what a rhythm does
     * meanwhile.
     */
    private double relativeVariance(EngineConfig config, long end) {
        double ownError = FORECAST_ERROR + 1.0 / steps;
        double perObservation = spread + 1 / Math.max(1e-3, level);
        double stale = frozenSince == 0 ? 0 : RHYTHM * (end - frozenSince) / DAY;
        double lag = RHYTHM * config.windowNanos() / DAY / LEVEL_GAIN / 2;
        return Math.max(LEAST_SPREAD * LEAST_SPREAD, spread)
                + ownError * perObservation
                + stale * stale
                + lag * lag;
    }

    private double phi() {
        return steps < 3 ? 0 : Math.max(0, Math.min(0.95, products));
    }

    private static double student(double z, double df) {
        TDistribution t = TDistribution.of(df);
        return z > 0
                ? Normal.upperZ(t.survivalProbability(z))
                : Normal.lowerZ(t.cumulativeProbability(z));
    }

    private static double rawLimit(double limit, double df) {
        return TDistribution.of(df).inverseSurvivalProbability(Normal.survival(limit));
    }

    private void adapt(double perWindow, double u, double score) {
        steps = Math.min(1_000_000, steps + 1);
        if (steps == 1) {
            level = perWindow;
            spread = 0.05;
            return;
        }
        double gain = Math.max(1.0 / steps, 1 - StrictMath.pow(1 - LEVEL_GAIN, windows));
        double forecast = level + trend * windows;
        double error = perWindow - forecast;
        if (steps > 3) {
            double variance = Math.min(CLIP * CLIP, u * u) / CLIPPED_SQUARE;
            double expected = Math.max(1e-3, forecast * windows);
            double total = expected + expected * expected * spread;
            double seen = (variance * total - expected) / (expected * expected);
            double weight = Math.max(1 / VARIANCE_MEMORY, 1.0 / (steps + 4));
            spread = Math.max(0, spread + weight * (seen - spread));
            double bounded = Math.max(-CLIP, Math.min(CLIP, score));
            products += weight * (bounded * lastScore - products);
            lastScore = bounded;
        }
        level = Math.max(0, forecast + gain * error);
        trend = steps < 12 ? 0 : trend + TREND_GAIN * gain * error / windows;
    }

    private void clear() {
        start = 0;
        count = 0;
        windows = 0;
    }

    void opened(long at) {
        sinceCount = 0;
        sinceMean = 0;
        sinceSquares = 0;
        trend = 0;
        if (frozenSince == 0) {
            frozenSince = at;
        }
    }

    void recovered(long end) {
        frozenSince = 0;
        change = ChangePoint.at(end);
    }

    /**
     * Whether the counts since the episode opened make a level of their own, which is then taken.
     */
    boolean newLevel(EngineContext context, long end) {
        if (sinceCount < context.config.newLevelSubgroups()) {
            return false;
        }
        double variance = sinceSquares / (sinceCount - 1);
        double allowed = sinceMean + sinceMean * sinceMean * Math.max(0.25, 4 * spread);
        if (variance > allowed && sinceCount < 2 * context.config.newLevelSubgroups()) {
            return false;
        }
        level = sinceMean;
        trend = 0;
        spread =
                Math.max(
                        spread,
                        sinceMean > 0 ? (variance - sinceMean) / (sinceMean * sinceMean) : 0);
        steps = sinceMean > 0 ? Math.max(2, Math.min(steps, sinceCount)) : 0;
        recovered(end);
        return true;
    }

    /** Whether there was no request at all since the episode opened. */
    boolean silent() {
        return sinceMean == 0;
    }

    CountChart copy() {
        CountChart copy = new CountChart();
        copy.start = start;
        copy.count = count;
        copy.windows = windows;
        copy.level = level;
        copy.trend = trend;
        copy.spread = spread;
        copy.steps = steps;
        copy.lastScore = lastScore;
        copy.products = products;
        copy.frozenSince = frozenSince;
        copy.change = change;
        copy.sinceCount = sinceCount;
        copy.sinceMean = sinceMean;
        copy.sinceSquares = sinceSquares;
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(count);
        out.number(windows);
        out.real(level);
        out.real(trend);
        out.real(spread);
        out.number(steps);
        out.real(lastScore);
        out.real(products);
        out.number(frozenSince);
        change.write(out);
        out.number(sinceCount);
        out.real(sinceMean);
        out.real(sinceSquares);
    }

    static CountChart read(StateReader in) {
        CountChart chart = new CountChart();
        chart.start = in.number();
        chart.count = in.number();
        chart.windows = in.integer();
        chart.level = in.real();
        chart.trend = in.real();
        chart.spread = in.real();
        chart.steps = in.integer();
        chart.lastScore = in.real();
        chart.products = in.real();
        chart.frozenSince = in.number();
        chart.change = ChangePoint.read(in);
        chart.sinceCount = in.integer();
        chart.sinceMean = in.real();
        chart.sinceSquares = in.real();
        return chart;
    }
}
