/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Exponentially weighted level of a count with a trend (Holt 1957) and the variance of its forecast
 * error. Mutable, owned by one fold.
 */
final class CountForecast implements Basis {

    /** Weight of the oldest observation that the variance remembers. */
    static final double VARIANCE_MEMORY = 100;

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

    private static final double CLIP = 3.5;

    /** Mean square of a standard normal variable clipped at 3.5. */
    private static final double CLIPPED_SQUARE = 0.9987;

    /**
     * What the mean square of scores falls short of that by, for each unit of relative standard
     * deviation beyond Poisson: above the mean they are the less surprising by two laws ({@link
     * NegativeBinomial}). Simulated for log-normal rates from 0.1 to 1.3, within 0.04.
     */
    private static final double SHORTFALL = 0.34;

    private static final double LEAST_SQUARE = 0.4;

    /** As good as known. */
    private static final double MOST_DF = 10_000;

    /** Counts that fewer are expected of tell nothing of the rate's variance. */
    private static final double LEAST_EXPECTED = 1;

    /** Relative variance beyond which a forecast says nothing. */
    private static final double MOST_SPREAD = 10;

    /** Least relative standard deviation of a forecast. */
    private static final double LEAST_SPREAD = 0.01;

    /** Largest relative change per day-fraction of a rhythm that swings by 80 %: 2 pi 0.8. */
    private static final double RHYTHM = 5.0;

    private static final double DAY = 86_400e9;

    private double level;
    private double trend;
    private double spread;
    private int steps;
    private double lastScore;
    private double products;

    /** Subgroups it has learned from. */
    int steps() {
        return steps;
    }

    double spread() {
        return spread;
    }

    /** Requests expected in a number of windows. */
    double expected(int windows) {
        return Math.max(1e-3, Math.max(level + trend, 0) * windows);
    }

    /** Subgroups that the variance remembers. */
    int size() {
        return (int) Math.min(steps - 1, VARIANCE_MEMORY);
    }

    /**
     * Degrees of freedom of the variance (Satterthwaite 1946): of its two parts only that beyond
     * Poisson is an estimate.
     */
    double df() {
        double estimated = beyondPoisson(level);
        return Math.min(MOST_DF, size() / (estimated * estimated));
    }

    /** Share of the variance of a count that is not Poisson's. */
    private double beyondPoisson(double expected) {
        double beyond = spread * Math.max(LEAST_EXPECTED, expected);
        return beyond / (1 + beyond);
    }

    private double meanSquare(double expected) {
        double shortfall = SHORTFALL * Math.sqrt(spread) * beyondPoisson(expected);
        return CLIPPED_SQUARE * Math.max(LEAST_SQUARE, 1 - shortfall);
    }

    /**
     * Relative variance beyond Poisson: of the arrivals, of the forecast, and of what a rhythm does
     * meanwhile.
     *
     * @param staleNanos time for which the level has stood still
     */
    double relativeVariance(long windowNanos, long staleNanos) {
        double ownError = FORECAST_ERROR + 1.0 / steps;
        double perObservation = spread + 1 / Math.max(1e-3, level);
        double stale = RHYTHM * staleNanos / DAY;
        double lag = RHYTHM * windowNanos / DAY / LEVEL_GAIN / 2;
        return Math.max(LEAST_SPREAD * LEAST_SPREAD, spread)
                + ownError * perObservation
                + stale * stale
                + lag * lag;
    }

    /**
     * Correlation of two windows in a row: at least that of two judged by one forecast, because it
     * stands still after a window beyond its limits.
     */
    double phi() {
        double shared = FORECAST_ERROR / (1 + FORECAST_ERROR);
        return steps < 3 ? shared : Math.max(shared, Math.min(0.95, products));
    }

    /**
     * Learns a subgroup.
     *
     * @param perWindow its requests per window
     * @param u its forecast error as a normal score, given the variance so far
     * @param score the same, given that the variance is an estimate
     */
    void adapt(double perWindow, int windows, double u, double score) {
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
            double expected = Math.max(LEAST_EXPECTED, forecast * windows);
            double variance = Math.min(CLIP * CLIP, u * u) / meanSquare(expected);
            double total = expected + expected * expected * spread;
            double seen = (variance * total - expected) / (expected * expected);
            double weight = Math.max(1 / VARIANCE_MEMORY, 1.0 / (steps + 4));
            spread = Math.max(0, Math.min(MOST_SPREAD, spread + weight * (seen - spread)));
            double bounded = Math.max(-CLIP, Math.min(CLIP, score));
            products += weight * (bounded * lastScore - products);
            lastScore = bounded;
        }
        level = Math.max(0, forecast + gain * error);
        trend = steps < 12 ? 0 : trend + TREND_GAIN * gain * error / windows;
    }

    /** Something is wrong: a trend is not continued into it. */
    void hold() {
        trend = 0;
    }

    /** Takes another level with the variance seen there. */
    void jump(CountLevel to) {
        level = to.mean();
        trend = 0;
        spread = Math.min(MOST_SPREAD, Math.max(spread, to.relativeVariance()));
        steps = to.mean() > 0 ? Math.max(2, Math.min(steps, to.subgroups())) : 0;
    }

    @Override
    public String describe(EngineContext context, ChartName chart) {
        return "negative binomial about a Holt forecast (gains "
                + LEVEL_GAIN
                + ", "
                + TREND_GAIN
                + ") from "
                + steps
                + " subgroups: relative variance beyond Poisson "
                + Choices.number(spread)
                + ", lag-one correlation "
                + Choices.number(phi())
                + "; "
                + chart.text()
                + " limits "
                + Choices.number(context.limits.shewhart(LimitSolver.KNOWN, phi(), size()))
                + " sigma (Student, "
                + StrictMath.round(df())
                + " degrees of freedom)";
    }

    CountForecast copy() {
        CountForecast copy = new CountForecast();
        copy.level = level;
        copy.trend = trend;
        copy.spread = spread;
        copy.steps = steps;
        copy.lastScore = lastScore;
        copy.products = products;
        return copy;
    }

    void write(StateWriter out) {
        out.real(level);
        out.real(trend);
        out.real(spread);
        out.number(steps);
        out.real(lastScore);
        out.real(products);
    }

    void read(StateReader in) {
        level = in.real();
        trend = in.real();
        spread = in.real();
        steps = in.integer();
        lastScore = in.real();
        products = in.real();
    }
}
