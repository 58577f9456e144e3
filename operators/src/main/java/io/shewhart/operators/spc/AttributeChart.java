/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Share of events of one version: Laney's p' chart whose limits are exact for small n p, and an
 * EWMA of mid-p scores. Mutable, owned by one fold.
 *
 * <p>A count is judged by its predictive law given the events of the baseline ({@link
 * BetaBinomial}); while the baseline is learned the events so far stand in its place, which is the
 * self-starting chart. Where ratios vary more than that, by the law of their log odds ({@link
 * LogitNormal}). A subgroup is complete when it may expect enough events, when it is old, or as
 * soon as it, its newest window or those in which events have been gathering ({@link
 * GatheringEvents}) lie beyond the upper limit: a burst of errors must not wait.
 */
final class AttributeChart {

    final ChartName shewhart;

    /** Whether it looks at both sides. */
    final boolean twoSided;

    /** What the window that is folded is judged by; holds within a fold. */
    private AttributeChart judgedBy;

    final AttributeSubgroup subgroup;
    final BurstWatch bursts;
    final AttributeColdStart coldStart;
    final AttributeLevel level;
    final Watch watch;

    AttributeChart(ChartName shewhart, boolean twoSided) {
        this(
                shewhart,
                twoSided,
                new AttributeSubgroup(),
                new BurstWatch(),
                new AttributeColdStart(),
                new AttributeLevel(
                        link(twoSided),
                        "baseline " + shewhart.text(),
                        twoSided ? new RatioRhythm() : null),
                new Watch());
    }

    private AttributeChart(
            ChartName shewhart,
            boolean twoSided,
            AttributeSubgroup subgroup,
            BurstWatch bursts,
            AttributeColdStart coldStart,
            AttributeLevel level,
            Watch watch) {
        this.shewhart = shewhart;
        this.twoSided = twoSided;
        this.subgroup = subgroup;
        this.bursts = bursts;
        this.coldStart = coldStart;
        this.level = level;
        this.watch = watch;
    }

    AttributeBaseline baseline() {
        return level.baseline();
    }

    /** Judges by parameters that are stated instead of learned. */
    void state(AttributeBaseline stated) {
        level.learning.replace(stated);
    }

    private static Link link(boolean twoSided) {
        return twoSided ? Link.LOGIT : Link.PROBIT;
    }

    /** Whether nothing points to a rise that has begun. */
    boolean unchanged() {
        return watch.unchanged();
    }

    /** Adds a window and, if it completes a subgroup, judges it by a chart that has a baseline. */
    void fold(Fold fold, AttributeCounts w, AttributeChart other) {
        judgedBy = other;
        fold(fold, w, other == null ? null : other.baseline());
    }

    /** Adds a window and, if it completes a subgroup, judges it. */
    void fold(Fold fold, AttributeCounts w, AttributeBaseline judge) {
        bursts.single(this, fold, w, judge);
        AttributeReference by = reference(fold, w, judge, subgroup.trials() + w.trials());
        subgroup.add(w);
        boolean old = w.end() - subgroup.start() >= fold.config().maxSubgroupAgeNanos();
        if (subgroup.trials() == 0) {
            if (old) {
                Judgement none = judgement(shewhart, w, judge);
                none.remark = "no_data";
                fold.out().add(none);
                subgroup.clear();
            }
            return;
        }
        if (judge == null && w.trials() > 0) {
            coldStart.window();
        }
        watch.begin(subgroup.start());
        bursts.gather(this, fold, w, by);
        if (by == null) {
            fold.out().add(judgement(shewhart, w, null));
            if (old || subgroup.trials() >= fold.config().minimumCount()) {
                arrive(fold, w.end());
                close(fold, w, w.end(), 0, false);
            }
            return;
        }
        AttributeWatching.judge(this, fold, w, by, old);
    }

    /** Ends a subgroup that a burst has overtaken. */
    void overtake(Fold fold, AttributeCounts w, AttributeReference by, long end) {
        arrive(fold, end);
        level.interrupt();
        watch.changed(by.score(subgroup), end);
        close(fold, w, end, 0, false);
    }

    /** Whether enough is known for a signal. */
    boolean alarms(Fold fold, AttributeReference by) {
        return by.baseline() != null || coldStart.windows() >= fold.config().firstAlarm();
    }

    /** What so many trials are judged by, null while there is nothing. */
    AttributeReference reference(
            Fold fold, AttributeCounts w, AttributeBaseline judge, long trials) {
        if (judge != null) {
            AttributeLevel by = judgedBy == null ? level : judgedBy.level;
            return by.expect(judge, w, trials, fold.config());
        }
        return coldStart.started()
                ? coldStart.reference(link(twoSided), trials, fold.context().arl0)
                : null;
    }

    Judgement judgement(ChartName chart, AttributeCounts w, AttributeBaseline judge) {
        Judgement j =
                level.learning.judgement(
                        chart,
                        chart == shewhart ? w.name() : chart.text(),
                        subgroup.start(),
                        w.end(),
                        subgroup.trials(),
                        w.target(),
                        judge);
        j.quantity = "ratio";
        j.expectation = judgedBy == null ? null : judgedBy.level.expectation();
        j.warmup = judge == null && !coldStart.started();
        return j;
    }

    void arrive(Fold fold, long end) {
        watch.arrive(subgroup.start(), end, fold.config().windowNanos());
    }

    /** Ends the subgroup: learns it where something is learned. */
    void close(Fold fold, AttributeCounts w, long end, double score, boolean held) {
        AttributeSample open = level.learning.open(fold.frozen());
        if (open != null) {
            long n = judgedBy == null ? subgroup.trials() : judgedBy.level.atCenter(subgroup, end);
            open.add(subgroup.events(), n, watch.afterGap(), end);
            if (!fold.frozen() && !held) {
                coldStart.add(subgroup.events(), subgroup.trials(), score);
            }
        }
        boolean learned =
                level.learn(fold, w.target(), end, judgedBy == null ? null : judgedBy.level);
        if (learned || (judgedBy == this && !fold.frozen() && level.expectRhythm(fold, end))) {
            watch.restart(end);
        }
        subgroup.clear();
    }

    /**
     * A subgroup that belongs to no episode and lies within its limits.
     *
     * @param score its score in the law it was judged by
     */
    void settled(Fold fold, AttributeReference by, double score, long end) {
        if (judgedBy == this) {
            level.learnRhythm(by.baseline(), subgroup, end);
        }
        level.refine(fold, subgroup, by, score, end, watch);
    }

    void opened() {
        level.opened();
    }

    void recovered(long end) {
        level.recovered(end);
        watch.restart(end);
        bursts.clear();
    }

    /** Whether the subgroups since the episode opened made a baseline, which is then taken. */
    boolean newLevel(Fold fold, long end) {
        boolean accepted = level.newLevel(fold, end, judgedBy == null ? null : judgedBy.level);
        if (accepted) {
            watch.restart(end);
            bursts.clear();
        }
        return accepted;
    }

    AttributeChart copy() {
        return new AttributeChart(
                shewhart,
                twoSided,
                subgroup.copy(),
                bursts.copy(),
                coldStart.copy(),
                level.copy(),
                watch.copy());
    }

    void write(StateWriter out) {
        subgroup.write(out);
        coldStart.write(out);
        level.learning.write(out);
        watch.write(out);
        level.write(out);
        bursts.write(out);
    }

    void read(StateReader in) {
        subgroup.read(in);
        coldStart.read(in);
        level.learning.read(in);
        watch.read(in);
        level.read(in);
        if (in.since(KeyState.BURSTS)) {
            bursts.read(in);
        }
    }
}
