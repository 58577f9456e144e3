/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Mean logarithm of one version: I-prime for jumps and EWMA for small shifts against a frozen
 * baseline; while that is learned, self-starting Q statistics. Mutable, owned by one fold.
 *
 * <p>I-prime limits take the size of each subgroup into account through {@link LocationFit}. Q is
 * Quesenberry (1991), SPC Q charts for start-up processes and short or long runs, Journal of
 * Quality Technology 23, generalised to subgroups of varying size; for equal sizes it is his case
 * of both parameters unknown.
 */
final class LocationChart {

    private static final int Q_FROM = 3;
    private static final int DROP = 20;

    private long start;
    private long n;
    private double mean;
    private double squares;

    private LocationSample sample = new LocationSample();

    /** Subgroups since an episode opened, null without one. */
    private LocationSample since;

    private LocationBaseline baseline;
    private Ewma ewma = Ewma.START;
    private ChangePoint change = ChangePoint.at(0);
    private RunRules rules = RunRules.EMPTY;

    LocationBaseline baseline() {
        return baseline;
    }

    /**
     * Adds a window and, if it completes a subgroup, judges it.
     *
     * @param judge baseline to judge against, null to start from nothing
     */
    void fold(
            EngineContext context,
            String key,
            String version,
            WindowSummary w,
            LocationBaseline judge,
            boolean frozen,
            List<Judgement> out) {
        EngineConfig config = context.config;
        merge(w);
        if (n < config.minimumCount()) {
            boolean old = start != 0 && w.endUnixNano() - start >= config.maxSubgroupAgeNanos();
            if (n > 0 || old) {
                Judgement thin = judgement(ChartName.I_PRIME, context, judge, w.endUnixNano());
                thin.remark = n > 0 ? "not_enough_data" : "no_data";
                out.add(thin);
            }
            if (old) {
                clearSubgroup();
            }
            return;
        }
        if (change.upSince() == 0) {
            change = ChangePoint.at(start);
        }
        if (judge == null) {
            selfStarting(context, w.endUnixNano(), frozen, out);
        } else {
            watch(context, judge, version, w.endUnixNano(), out);
            if (frozen) {
                since.add(mean, n, squares, false, w.endUnixNano());
            } else if (baseline == null) {
                sample.add(mean, n, squares, false, w.endUnixNano());
            }
        }
        if (baseline == null && !frozen) {
            learn(context, key, version, w.endUnixNano());
        }
        clearSubgroup();
    }

    private void merge(WindowSummary w) {
        if (start == 0) {
            start = w.startUnixNano();
        }
        if (w.logCount() > 0 && Double.isFinite(w.logMean())) {
            double count = w.logCount();
            double both = n + count;
            double d = w.logMean() - mean;
            squares += d * d * (n * count / both);
            if (w.logCount() > 1 && w.logVariance() > 0 && Double.isFinite(w.logVariance())) {
                squares += w.logVariance() * (count - 1);
            }
            mean += d * count / both;
            n += w.logCount();
        }
    }

    private void clearSubgroup() {
        start = 0;
        n = 0;
        mean = 0;
        squares = 0;
    }

    private Judgement judgement(
            ChartName chart, EngineContext context, LocationBaseline judge, long end) {
        Judgement j = new Judgement(chart, chart.text());
        j.start = start;
        j.end = end;
        j.n = n;
        j.target = context.config.phaseOneSubgroups();
        j.learning = baseline == null;
        j.learned = baseline == null ? sample.size() : j.target;
        j.warmup = judge == null && sample.size() + 1 < Q_FROM;
        if (judge != null) {
            j.baselineId = judge.id();
            j.baselineSize = judge.fit().m();
        }
        return j;
    }

    private void selfStarting(
            EngineContext context, long end, boolean frozen, List<Judgement> out) {
        EngineConfig config = context.config;
        Judgement q = judgement(ChartName.SELF_STARTING_Q, context, null, end);
        boolean[] use = new boolean[sample.size()];
        int kept = 0;
        for (int i = 0; i < use.length; i++) {
            use[i] = !sample.heldOut(i);
            kept += use[i] ? 1 : 0;
        }
        boolean held = false;
        if (kept >= Q_FROM - 1) {
            LocationFit fit = LocationFit.of(sample, use);
            double sigma =
                    Math.max(LocationBaseline.LEAST_SIGMA, Math.sqrt(fit.variance((double) n)));
            double t = (mean - fit.center()) / Math.sqrt(sigma * sigma + fit.centerVariance());
            TDistribution student = TDistribution.of(kept - 1);
            q.z =
                    t > 0
                            ? Normal.upperZ(student.survivalProbability(t))
                            : Normal.lowerZ(student.cumulativeProbability(t));
            double phi = PhaseOne.phi(sample, use, fit);
            double limit =
                    context.limits.shewhart(LimitSolver.KNOWN, EngineContext.guarded(phi, kept));
            boolean alarms = sample.size() + 1 >= config.firstAlarm();
            plain(q, q.z, limit, 1, alarms);
            change = change.add(q.z, end);
            levels(q, fit.center(), sigma);
            held = alarms && Math.abs(q.z) > limit;
            out.add(q);

            double bounded = Math.max(-limit, Math.min(limit, q.z));
            ewma = ewma.add(bounded, 1, config.lambda(), phi);
            Judgement e = judgement(ChartName.SELF_STARTING_EWMA, context, null, end);
            double ewmaLimit = context.limits.ewma(LimitSolver.KNOWN, 0);
            plain(e, ewma.value(), ewmaLimit, ewma.sigma(), alarms);
            levels(e, fit.center(), sigma);
            ewma = ewma.bounded(ewmaLimit);
            out.add(e);
        } else {
            out.add(q);
        }
        if (frozen) {
            since.add(mean, n, squares, false, end);
        } else {
            sample.add(mean, n, squares, held, end);
        }
    }

    private static void plain(
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

    private void levels(Judgement j, double center, double sigma) {
        int direction = j.z >= 0 ? 1 : -1;
        j.shiftSigma = change.shift(direction);
        j.changePoint = change.since(direction);
        j.baselineLevel = StrictMath.exp(center);
        j.currentLevel = StrictMath.exp(center + j.shiftSigma * sigma);
    }

    private void watch(
            EngineContext context,
            LocationBaseline judge,
            String version,
            long end,
            List<Judgement> out) {
        String other = judge.version().equals(version) ? null : judge.version();
        double center = judge.fit().center();
        double sigma = judge.sigma((double) n);
        double z = (mean - center) / sigma;
        int m = judge.fit().m();
        double limit = context.limits.shewhart(m, EngineContext.guarded(judge.phi(), m));
        change = change.add(z, end);
        rules = rules.add(z);

        Judgement i = judgement(ChartName.I_PRIME, context, judge, end);
        i.baselineVersion = other;
        i.rulesBits = rules.bits();
        i.remark = judge.constant() ? "zero_variance" : null;
        field(i, center, mean - center, limit, sigma);
        levels(i, center, sigma);
        out.add(i);

        Judgement e = judgement(ChartName.EWMA, context, judge, end);
        e.baselineVersion = other;
        double phi = EngineContext.evident(judge.phi(), m);
        ewma = ewma.add(mean - center, sigma, context.config.lambda(), phi);
        double ewmaLimit = context.limits.ewma(m, phi);
        field(e, center, ewma.value(), ewmaLimit, ewma.sigma());
        levels(e, center, sigma);
        ewma = ewma.bounded(ewmaLimit);
        out.add(e);
    }

    private static void field(
            Judgement j, double center, double deviation, double limit, double sigma) {
        j.value = StrictMath.exp(center + deviation);
        j.center = StrictMath.exp(center);
        j.lcl = StrictMath.exp(center - limit * sigma);
        j.ucl = StrictMath.exp(center + limit * sigma);
        j.sigma = sigma;
        j.z = deviation / sigma;
        j.judged = true;
        j.beyond = Math.abs(j.z) > limit ? (int) Math.signum(j.z) : 0;
    }

    private void learn(EngineContext context, String key, String version, long end) {
        EngineConfig config = context.config;
        boolean enough = sample.size() >= config.phaseOneSubgroups();
        boolean old = end - sample.firstEnd() >= config.phaseOneMaxAgeNanos();
        if (!enough && !(old && sample.size() >= config.phaseOneMinimum())) {
            return;
        }
        PhaseOne.Screened screened = PhaseOne.screen(sample);
        if (screened == null) {
            sample.drop(Math.min(DROP, sample.size()));
        } else {
            accept(screened, key, version, end);
        }
    }

    private void accept(PhaseOne.Screened screened, String key, String version, long end) {
        String id = EngineContext.hash(16, "baseline", key, version, end);
        boolean constant =
                screened.fit().variance(Double.MAX_VALUE) <= 0 && screened.fit().within() <= 0;
        baseline = new LocationBaseline(id, version, screened.fit(), screened.phi(), constant);
        sample = new LocationSample();
        restart(end);
    }

    /** An episode opens: collect what may become a new level. */
    void opened() {
        since = new LocationSample();
    }

    /** The episode is over against the old baseline. */
    void recovered(long end) {
        since = null;
        restart(end);
    }

    /**
     * Whether the subgroups since the episode opened make a baseline of their own, which is then
     * taken.
     */
    boolean newLevel(EngineContext context, String key, String version, long end) {
        int needed = context.config.newLevelSubgroups();
        if (since == null || since.size() < needed) {
            return false;
        }
        PhaseOne.Screened screened = PhaseOne.screen(since);
        if (screened == null || 2 * screened.fit().m() < needed) {
            since.drop(Math.max(1, needed / 6));
            return false;
        }
        accept(screened, key, version, end);
        since = null;
        return true;
    }

    private void restart(long end) {
        ewma = Ewma.START;
        change = ChangePoint.at(end);
        rules = RunRules.EMPTY;
    }

    LocationChart copy() {
        LocationChart copy = new LocationChart();
        copy.start = start;
        copy.n = n;
        copy.mean = mean;
        copy.squares = squares;
        copy.sample = sample.copy();
        copy.since = since == null ? null : since.copy();
        copy.baseline = baseline;
        copy.ewma = ewma;
        copy.change = change;
        copy.rules = rules;
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(n);
        out.real(mean);
        out.real(squares);
        sample.write(out);
        out.bool(since != null);
        if (since != null) {
            since.write(out);
        }
        out.bool(baseline != null);
        if (baseline != null) {
            baseline.write(out);
        }
        ewma.write(out);
        change.write(out);
        rules.write(out);
    }

    static LocationChart read(StateReader in) {
        LocationChart chart = new LocationChart();
        chart.start = in.number();
        chart.n = in.number();
        chart.mean = in.real();
        chart.squares = in.real();
        chart.sample = LocationSample.read(in);
        chart.since = in.bool() ? LocationSample.read(in) : null;
        chart.baseline = in.bool() ? LocationBaseline.read(in) : null;
        chart.ewma = Ewma.read(in);
        chart.change = ChangePoint.read(in);
        chart.rules = RunRules.read(in);
        return chart;
    }
}
