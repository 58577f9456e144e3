/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/**
 * Share of events of one version: Laney's p' chart whose limits are exact for small n p, and an
 * EWMA of mid-p scores. Mutable, owned by one fold.
 *
 * <p>A count is judged by its predictive law given the events of the baseline ({@link
 * BetaBinomial}); while the baseline is learned the events so far stand in its place, which is the
 * self-starting chart. Where ratios vary more than that, the law is as much wider as Laney's sigmaZ
 * says. A subgroup is complete when it may expect enough events, when it is old, or as soon as it
 * lies beyond its upper limit: a burst of errors must not wait.
 */
final class AttributeChart {

    private static final int DROP = 20;
    private static final int LEAST_LEARNED = 3;

    /**
     * A subgroup of a ratio can take a quarter of an hour; waiting for a second one would miss
     * every shorter burst. Beyond this score (one in 10^10 by the exact law, so nothing next to any
     * budget) one is enough.
     */
    private static final double CERTAIN = 6.4;

    /** Lag-one correlation assumed while it cannot be measured. */
    private static final double UNKNOWN_PHI = 0.1;

    private final ChartName shewhart;
    private final boolean withEwma;

    private long start;
    private long events;
    private long trials;

    private AttributeSample sample = new AttributeSample();
    private AttributeSample since;
    private long learnedEvents;
    private long learnedTrials;
    private double learnedSquares;
    private int learnedCount;

    private AttributeBaseline baseline;
    private Ewma ewma = Ewma.START;
    private ChangePoint change = ChangePoint.at(0);
    private RunRules rules = RunRules.EMPTY;

    AttributeChart(ChartName shewhart, boolean withEwma) {
        this.shewhart = shewhart;
        this.withEwma = withEwma;
    }

    AttributeBaseline baseline() {
        return baseline;
    }

    /** Whether nothing points to a rise that has begun. */
    boolean unchanged() {
        return change.up() == 0;
    }

    /** Counts of one window and how the chart is called. */
    record Counts(long start, long end, long events, long trials, String name) {}

    /** Adds a window and, if it completes a subgroup, judges it. */
    void fold(
            EngineContext context,
            String key,
            String version,
            Counts w,
            AttributeBaseline judge,
            int target,
            boolean frozen,
            List<Judgement> out) {
        EngineConfig config = context.config;
        boolean started = judge != null || learnedCount >= LEAST_LEARNED - 1;
        if (started && trials > 0 && bursts(context, judge, w)) {
            // what waited for company would only dilute the burst
            learn(context, key, version, w.start, 0, false, frozen, target);
            clearSubgroup();
        }
        if (start == 0) {
            start = w.start;
        }
        events += Math.min(w.events, w.trials);
        trials += w.trials;
        boolean old = w.end - start >= config.maxSubgroupAgeNanos();
        if (trials == 0) {
            if (old) {
                Judgement none = judgement(shewhart, w, judge, target);
                none.remark = "no_data";
                out.add(none);
                start = 0;
            }
            return;
        }
        if (change.upSince() == 0) {
            change = ChangePoint.at(start);
        }
        Judgement p = judgement(shewhart, w, judge, target);
        if (!started) {
            if (trials >= config.minimumCount() || old) {
                learn(context, key, version, w.end, 0, false, frozen, target);
                clearSubgroup();
            }
            out.add(p);
            return;
        }
        double sigmaZ = judge == null ? runningSigmaZ() : judge.sigmaZ();
        BetaBinomial law = law(judge, trials);
        double limit = limit(context, judge, sigmaZ);
        boolean alarms = judge != null || sample.size() + 1 >= config.firstAlarm();
        double exact = law.z((double) events);
        boolean burst = alarms && exact > limit;
        if (!burst && !old && law.mean() < config.minimumExpected()) {
            p.remark = "not_enough_data";
            out.add(p);
            return;
        }
        double mid = law.midZ((double) events);
        change = change.add(mid, w.end);
        rules = rules.add(mid);
        double scale = law.standardDeviation() / trials;
        field(p, version, judge, law, limit, scale, exact, alarms);
        out.add(p);
        if (withEwma) {
            Judgement e = judgement(ChartName.EWMA, w, judge, target);
            double phi = judge == null ? 0 : EngineContext.evident(judge.phi(), judge.m());
            ewma = ewma.add(mid, 1, config.lambda(), phi);
            double ewmaLimit =
                    judge == null
                            ? context.limits.ewma(learningSize(sigmaZ), 0)
                            : context.limits.ewma(judge.limitSize(), phi);
            ewmaField(e, version, judge, ewmaLimit, scale, alarms);
            ewma = ewma.bounded(ewmaLimit);
            out.add(e);
        }
        learn(
                context,
                key,
                version,
                w.end,
                binomialScore(law),
                alarms && Math.abs(exact) > limit,
                frozen,
                target);
        clearSubgroup();
    }

    /** Whether a window lies above the limit on its own. */
    private boolean bursts(EngineContext context, AttributeBaseline judge, Counts w) {
        if (w.trials == 0 || w.events <= 1) {
            return false;
        }
        double sigmaZ = judge == null ? runningSigmaZ() : judge.sigmaZ();
        BetaBinomial law = law(judge, w.trials);
        return law.z((double) w.events) > limit(context, judge, sigmaZ);
    }

    /** Distribution of the events among n trials when nothing has changed. */
    private BetaBinomial law(AttributeBaseline judge, long n) {
        if (judge != null) {
            return BetaBinomial.predictive(judge.events(), judge.trials(), judge.spread(), n);
        }
        double p = (double) learnedEvents / learnedTrials;
        double typical = (double) learnedTrials / learnedCount;
        double spread = AttributeBaseline.spread(runningSigmaZ(), typical, p);
        return BetaBinomial.predictive(learnedEvents, learnedTrials, spread, n);
    }

    /** Laney's standardised ratio of the subgroup. */
    private double binomialScore(BetaBinomial law) {
        double expected = trials * law.p();
        return (events - expected) / Math.sqrt(expected * (1 - law.p()));
    }

    private void clearSubgroup() {
        start = 0;
        events = 0;
        trials = 0;
    }

    private double runningSigmaZ() {
        double variance = learnedSquares / Math.max(1, learnedCount - 1);
        return Math.sqrt(
                Math.max(1, AttributeBaseline.allowed(variance, UNKNOWN_PHI, learnedCount)));
    }

    /**
     * Size of phase I so far; where the dispersion may well be binomial the predictive law already
     * knows it.
     */
    private int learningSize(double sigmaZ) {
        double chance = 1 + 2 * Math.sqrt(2.0 / Math.max(1, learnedCount - 1));
        return sigmaZ * sigmaZ > chance
                ? Math.max(LEAST_LEARNED * 4, learnedCount)
                : LimitSolver.KNOWN;
    }

    private double limit(EngineContext context, AttributeBaseline judge, double sigmaZ) {
        int m = learningSize(sigmaZ);
        double phi = m == LimitSolver.KNOWN ? UNKNOWN_PHI : EngineContext.guarded(0, learnedCount);
        if (judge != null) {
            m = judge.limitSize();
            phi = judge.sigmaZ() > 1 ? EngineContext.guarded(judge.phi(), judge.m()) : judge.phi();
        }
        return withEwma
                ? Math.min(CERTAIN, context.limits.shewhart(m, phi))
                : context.limits.shewhartUpper(m, phi);
    }

    private Judgement judgement(ChartName chart, Counts w, AttributeBaseline judge, int target) {
        Judgement j = new Judgement(chart, chart == shewhart ? w.name : chart.text());
        j.start = start;
        j.end = w.end;
        j.n = trials;
        j.quantity = "ratio";
        j.target = target;
        j.learning = baseline == null;
        j.learned = baseline == null ? sample.size() : target;
        j.warmup = judge == null && learnedCount < LEAST_LEARNED - 1;
        if (judge != null) {
            j.baselineId = judge.id();
            j.baselineSize = judge.m();
        }
        return j;
    }

    private void field(
            Judgement j,
            String version,
            AttributeBaseline judge,
            BetaBinomial law,
            double limit,
            double scale,
            double exact,
            boolean alarms) {
        double n = trials;
        j.value = events / n;
        j.center = judge == null ? (double) learnedEvents / learnedTrials : judge.p();
        j.ucl = law.upperLimit(limit) / n;
        j.lcl = withEwma ? law.lowerLimit(limit) / n : Double.NaN;
        j.sigma = scale;
        j.z = exact;
        j.rulesBits = rules.bits();
        j.judged = alarms;
        j.beyond =
                alarms && Math.abs(exact) > limit && (withEwma || exact > 0)
                        ? (int) Math.signum(exact)
                        : 0;
        j.certain = withEwma && Math.abs(exact) > CERTAIN;
        levels(j, version, judge, scale);
    }

    private void ewmaField(
            Judgement j,
            String version,
            AttributeBaseline judge,
            double limit,
            double scale,
            boolean alarms) {
        j.center = judge == null ? (double) learnedEvents / learnedTrials : judge.p();
        j.value = Math.max(0, j.center + ewma.value() * scale);
        j.lcl = Math.max(0, j.center - limit * ewma.sigma() * scale);
        j.ucl = j.center + limit * ewma.sigma() * scale;
        j.sigma = ewma.sigma();
        j.z = ewma.z();
        j.judged = alarms;
        j.beyond = alarms && Math.abs(j.z) > limit ? (int) Math.signum(j.z) : 0;
        levels(j, version, judge, scale);
    }

    private void levels(Judgement j, String version, AttributeBaseline judge, double scale) {
        int direction = j.z >= 0 ? 1 : -1;
        j.baselineVersion =
                judge == null || judge.version().equals(version) ? null : judge.version();
        j.shiftSigma = change.shift(direction);
        j.changePoint = change.since(direction);
        j.baselineLevel = j.center;
        // the newest subgroup itself where the sum of scores says nothing
        j.currentLevel = Math.max(0, Math.min(1, j.center + j.shiftSigma * scale));
    }

    private void learn(
            EngineContext context,
            String key,
            String version,
            long end,
            double score,
            boolean held,
            boolean frozen,
            int target) {
        if (frozen) {
            since.add(events, trials, end);
            return;
        }
        if (baseline != null) {
            return;
        }
        sample.add(events, trials, end);
        if (!held) {
            learnedEvents += events;
            learnedTrials += trials;
            learnedSquares += score * score;
            learnedCount++;
        }
        EngineConfig config = context.config;
        boolean old = end - sample.firstEnd() >= config.phaseOneMaxAgeNanos();
        if (sample.size() >= target || (old && sample.size() >= config.phaseOneMinimum())) {
            AttributeBaseline learned =
                    AttributeBaseline.learn(sample, id(key, version, end), version);
            if (learned == null) {
                sample.drop(Math.min(DROP, sample.size()));
            } else {
                accept(learned, end);
            }
        }
    }

    private String id(String key, String version, long end) {
        return EngineContext.hash(16, "baseline " + shewhart.text(), key, version, end);
    }

    private void accept(AttributeBaseline learned, long end) {
        baseline = learned;
        sample = new AttributeSample();
        restart(end);
    }

    void opened() {
        since = new AttributeSample();
    }

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
        AttributeBaseline learned = AttributeBaseline.learn(since, id(key, version, end), version);
        if (learned == null) {
            since.drop(Math.max(1, needed / 6));
            return false;
        }
        accept(learned, end);
        since = null;
        return true;
    }

    private void restart(long end) {
        ewma = Ewma.START;
        change = ChangePoint.at(end);
        rules = RunRules.EMPTY;
    }

    AttributeChart copy() {
        AttributeChart copy = new AttributeChart(shewhart, withEwma);
        copy.start = start;
        copy.events = events;
        copy.trials = trials;
        copy.sample = sample.copy();
        copy.since = since == null ? null : since.copy();
        copy.learnedEvents = learnedEvents;
        copy.learnedTrials = learnedTrials;
        copy.learnedSquares = learnedSquares;
        copy.learnedCount = learnedCount;
        copy.baseline = baseline;
        copy.ewma = ewma;
        copy.change = change;
        copy.rules = rules;
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(events);
        out.number(trials);
        sample.write(out);
        out.bool(since != null);
        if (since != null) {
            since.write(out);
        }
        out.number(learnedEvents);
        out.number(learnedTrials);
        out.real(learnedSquares);
        out.number(learnedCount);
        out.bool(baseline != null);
        if (baseline != null) {
            baseline.write(out);
        }
        ewma.write(out);
        change.write(out);
        rules.write(out);
    }

    void read(StateReader in) {
        start = in.number();
        events = in.number();
        trials = in.number();
        sample = AttributeSample.read(in);
        since = in.bool() ? AttributeSample.read(in) : null;
        learnedEvents = in.number();
        learnedTrials = in.number();
        learnedSquares = in.real();
        learnedCount = in.integer();
        baseline = in.bool() ? AttributeBaseline.read(in) : null;
        ewma = Ewma.read(in);
        change = ChangePoint.read(in);
        rules = RunRules.read(in);
    }
}
