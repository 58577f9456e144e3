/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

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

    private final ChartName shewhart;

    /** Whether it looks at both sides and has an EWMA. */
    private final boolean twoSided;

    private final AttributeSubgroup subgroup;
    private final AttributeColdStart coldStart;
    private final Learning<AttributeSample, AttributeBaseline> learning;
    private final Watch watch;

    AttributeChart(ChartName shewhart, boolean twoSided) {
        this(
                shewhart,
                twoSided,
                new AttributeSubgroup(),
                new AttributeColdStart(),
                new Learning<>(AttributeMethod.INSTANCE, "baseline " + shewhart.text()),
                new Watch());
    }

    private AttributeChart(
            ChartName shewhart,
            boolean twoSided,
            AttributeSubgroup subgroup,
            AttributeColdStart coldStart,
            Learning<AttributeSample, AttributeBaseline> learning,
            Watch watch) {
        this.shewhart = shewhart;
        this.twoSided = twoSided;
        this.subgroup = subgroup;
        this.coldStart = coldStart;
        this.learning = learning;
        this.watch = watch;
    }

    AttributeBaseline baseline() {
        return learning.baseline();
    }

    /** Whether nothing points to a rise that has begun. */
    boolean unchanged() {
        return watch.unchanged();
    }

    /**
     * Counts of one window.
     *
     * @param name how the chart is called
     * @param target subgroups that phase I takes
     */
    record Counts(long start, long end, long events, long trials, String name, int target) {}

    /** Adds a window and, if it completes a subgroup, judges it. */
    void fold(Fold fold, Counts w, AttributeBaseline judge) {
        AttributeReference by = null;
        if (judge != null) {
            by = AttributeReference.of(judge);
        } else if (coldStart.started()) {
            by = coldStart.reference();
        }
        if (by != null && subgroup.trials() > 0 && bursts(fold, by, w)) {
            // what waited for company would only dilute the burst
            close(fold, w, w.start(), 0, false);
            by = judge == null ? coldStart.reference() : by;
        }
        subgroup.add(w);
        boolean old = w.end() - subgroup.start() >= fold.config().maxSubgroupAgeNanos();
        if (subgroup.trials() == 0) {
            nothing(fold, w, judge, old);
            return;
        }
        watch.begin(subgroup.start());
        if (by == null) {
            fold.out().add(judgement(shewhart, w, null));
            if (old || subgroup.trials() >= fold.config().minimumCount()) {
                close(fold, w, w.end(), 0, false);
            }
            return;
        }
        judge(fold, w, by, old);
    }

    private void nothing(Fold fold, Counts w, AttributeBaseline judge, boolean old) {
        if (old) {
            Judgement none = judgement(shewhart, w, judge);
            none.remark = "no_data";
            fold.out().add(none);
            subgroup.clear();
        }
    }

    private void judge(Fold fold, Counts w, AttributeReference by, boolean old) {
        EngineContext context = fold.context();
        long n = subgroup.trials();
        Judgement p = judgement(shewhart, w, by.baseline());
        fold.out().add(p);
        BetaBinomial law = by.law(n);
        double limit = by.limit(context.limits, twoSided);
        boolean alarms =
                by.baseline() != null || learning.sample().size() + 1 >= fold.config().firstAlarm();
        double exact = law.z((double) subgroup.events());
        boolean burst = alarms && exact > limit;
        if (!burst && !old && law.mean() < fold.config().minimumExpected()) {
            p.remark = "not_enough_data";
            return;
        }
        double mid = law.midZ((double) subgroup.events());
        watch.changed(mid, w.end());
        watch.ran(mid);
        AttributeJudgement to = new AttributeJudgement(fold, by, law, watch, alarms);
        to.single(p, subgroup, limit, exact, twoSided);
        if (twoSided) {
            Judgement e = judgement(ChartName.EWMA, w, by.baseline());
            to.smoothed(e, mid, n);
            fold.out().add(e);
        }
        close(fold, w, w.end(), binomialScore(law), alarms && Math.abs(exact) > limit);
    }

    /** Whether a window lies above the limit on its own. */
    private boolean bursts(Fold fold, AttributeReference by, Counts w) {
        return w.trials() > 0
                && w.events() > 1
                && by.law(w.trials()).z((double) w.events())
                        > by.limit(fold.context().limits, twoSided);
    }

    /** Laney's standardised ratio of the subgroup. */
    private double binomialScore(BetaBinomial law) {
        double expected = subgroup.trials() * law.p();
        return (subgroup.events() - expected) / Math.sqrt(expected * (1 - law.p()));
    }

    private Judgement judgement(ChartName chart, Counts w, AttributeBaseline judge) {
        Judgement j =
                learning.judgement(
                        chart,
                        chart == shewhart ? w.name() : chart.text(),
                        subgroup.start(),
                        w.end(),
                        subgroup.trials(),
                        w.target(),
                        judge);
        j.quantity = "ratio";
        j.warmup = judge == null && !coldStart.started();
        return j;
    }

    /** Ends the subgroup: learns it where something is learned. */
    private void close(Fold fold, Counts w, long end, double score, boolean held) {
        AttributeSample open = learning.open(fold.frozen());
        if (open != null) {
            open.add(subgroup.events(), subgroup.trials(), end);
            if (!fold.frozen() && !held) {
                coldStart.add(subgroup.events(), subgroup.trials(), score);
            }
        }
        if (learning.learn(fold, w.target(), end)) {
            watch.restart(end);
        }
        subgroup.clear();
    }

    void opened() {
        learning.opened();
    }

    void recovered(long end) {
        learning.recovered();
        watch.restart(end);
    }

    /** Whether the subgroups since the episode opened made a baseline, which is then taken. */
    boolean newLevel(Fold fold, long end) {
        boolean accepted = learning.newLevel(fold, end);
        if (accepted) {
            watch.restart(end);
        }
        return accepted;
    }

    AttributeChart copy() {
        return new AttributeChart(
                shewhart,
                twoSided,
                subgroup.copy(),
                coldStart.copy(),
                learning.copy(),
                watch.copy());
    }

    void write(StateWriter out) {
        subgroup.write(out);
        coldStart.write(out);
        learning.write(out);
        watch.write(out);
    }

    void read(StateReader in) {
        subgroup.read(in);
        coldStart.read(in);
        learning.read(in);
        watch.read(in);
    }
}
