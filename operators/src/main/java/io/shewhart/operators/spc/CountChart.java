/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Requests per window over all versions, judged against a forecast from the last windows. Mutable,
 * owned by one fold.
 *
 * <p>Arrival rates follow the day, so a frozen level would alarm every morning, and a profile takes
 * days to learn. The level is therefore that of {@link CountForecast}, which follows a rhythm of
 * the day within its noise and is far too slow to follow vanished traffic. Its forecast error is
 * judged as a negative binomial count whose relative variance is measured on the series itself, so
 * bursty arrivals do not alarm, and rescaled by Student's t because that variance is an estimate.
 * While something is wrong, level and variance stand still and the forecast grows less certain by
 * what the strongest usual rhythm could have done meanwhile. What this chart cannot see is a change
 * slower than its memory; that is the price of needing no history.
 */
final class CountChart {

    private long start;
    private long count;
    private int windows;
    private long frozenSince;
    private CountForecast forecast = new CountForecast();
    private ChangePoint change = ChangePoint.at(0);
    private CountLevel since = new CountLevel();

    /** Adds a closed window with the requests of all versions. */
    void fold(Fold fold, long from, long end, long requests) {
        if (forecast.steps() == 0 && requests == 0) {
            Judgement none = judgement(fold.config(), end);
            none.start = from;
            none.remark = "no_data";
            fold.out().add(none);
            return;
        }
        if (start == 0) {
            start = from;
        }
        count += requests;
        windows++;
        Judgement j = judgement(fold.config(), end);
        fold.out().add(j);
        if (forecast.steps() < 2) {
            forecast.adapt(count / (double) windows, windows, 0, 0);
            clear();
            return;
        }
        judge(fold, j);
    }

    private void judge(Fold fold, Judgement j) {
        EngineConfig config = fold.config();
        double expected = forecast.expected(windows);
        long stale = frozenSince == 0 ? 0 : j.end - frozenSince;
        double relative = forecast.relativeVariance(config.windowNanos(), stale);
        NegativeBinomial law = new NegativeBinomial(expected, relative);
        double df = forecast.df();
        double z = student(law.z((double) count), df);
        boolean alarms = forecast.steps() + 1 >= config.firstAlarm();
        double limit =
                fold.context().limits.shewhart(LimitSolver.KNOWN, forecast.phi(), forecast.size());
        boolean beyond = alarms && Math.abs(z) > limit;
        boolean old = j.end - start >= config.maxSubgroupAgeNanos();
        double least = config.minimumExpected();
        if (!old && !beyond && expected < least && count < 4 * least) {
            j.remark = "not_enough_data";
            return;
        }
        if (change.upSince() == 0) {
            change = ChangePoint.at(start);
        }
        double score = law.midZ((double) count);
        double mid = student(score, df);
        change = change.add(mid, j.end);
        double raw = TDistribution.of(df).inverseSurvivalProbability(Normal.survival(limit));
        j.value = count / (double) windows;
        j.center = expected / windows;
        j.ucl = law.upperLimit(raw) / windows;
        j.lcl = law.lowerLimit(raw) / windows;
        j.sigma = law.standardDeviation() / windows;
        j.z = z;
        j.judged = alarms;
        j.beyond = beyond ? (int) Math.signum(z) : 0;
        j.shiftSigma = (count - expected) / law.standardDeviation();
        j.changePoint = change.since(z >= 0 ? 1 : -1);
        j.baselineLevel = j.center;
        j.currentLevel = j.value;
        learn(fold, j, score, mid);
        clear();
    }

    private void learn(Fold fold, Judgement j, double score, double mid) {
        if (fold.frozen()) {
            since.add(j.value);
        } else if (j.beyond == 0) {
            forecast.adapt(j.value, windows, score, mid);
            frozenSince = 0;
        } else if (frozenSince == 0) {
            frozenSince = start;
        }
    }

    private Judgement judgement(EngineConfig config, long end) {
        int steps = forecast.steps();
        Judgement j = new Judgement(ChartName.ADAPTIVE_I, ChartName.ADAPTIVE_I.text());
        j.start = start;
        j.end = end;
        j.n = count;
        j.basis = forecast;
        j.quantity = "count";
        j.target = config.phaseOneMinimum();
        j.learned = steps;
        j.learning = steps < j.target;
        j.warmup = steps < 2;
        j.baselineSize = Math.min(steps, (int) CountForecast.VARIANCE_MEMORY);
        return j;
    }

    private static double student(double z, double df) {
        TDistribution t = TDistribution.of(df);
        return z > 0
                ? Normal.upperZ(t.survivalProbability(z))
                : Normal.lowerZ(t.cumulativeProbability(z));
    }

    private void clear() {
        start = 0;
        count = 0;
        windows = 0;
    }

    void opened(long at) {
        since = new CountLevel();
        forecast.hold();
        if (frozenSince == 0) {
            frozenSince = at;
        }
    }

    void recovered(long end) {
        frozenSince = 0;
        change = ChangePoint.at(end);
    }

    /** Whether the counts since the episode opened made a level, which is then taken. */
    boolean newLevel(EngineConfig config, long end) {
        if (!since.stable(config.newLevelSubgroups(), forecast.spread())) {
            return false;
        }
        forecast.jump(since);
        recovered(end);
        return true;
    }

    /** Whether there was no request at all since the episode opened. */
    boolean silent() {
        return since.mean() == 0;
    }

    CountChart copy() {
        CountChart copy = new CountChart();
        copy.start = start;
        copy.count = count;
        copy.windows = windows;
        copy.frozenSince = frozenSince;
        copy.forecast = forecast.copy();
        copy.change = change;
        copy.since = since.copy();
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(count);
        out.number(windows);
        out.number(frozenSince);
        forecast.write(out);
        change.write(out);
        since.write(out);
    }

    void read(StateReader in) {
        start = in.number();
        count = in.number();
        windows = in.integer();
        frozenSince = in.number();
        forecast.read(in);
        change = ChangePoint.read(in);
        since = CountLevel.read(in);
    }
}
