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
 * soon as it or its newest window lies beyond the upper limit: a burst of errors must not wait.
 */
final class AttributeChart {

    final ChartName shewhart;

    /** Whether it looks at both sides. */
    final boolean twoSided;

    /** What the window that is folded is judged by; holds within a fold. */
    private AttributeChart judgedBy;

    final AttributeSubgroup subgroup;
    final AttributeColdStart coldStart;
    final Learning<AttributeSample, AttributeBaseline> learning;
    final Watch watch;

    /** Null where the threshold follows the rhythm instead. */
    private final RatioRhythm rhythm;

    AttributeChart(ChartName shewhart, boolean twoSided) {
        this(
                shewhart,
                twoSided,
                new AttributeSubgroup(),
                new AttributeColdStart(),
                new Learning<>(new AttributeMethod(link(twoSided)), "baseline " + shewhart.text()),
                new Watch(),
                twoSided ? new RatioRhythm() : null);
    }

    private AttributeChart(
            ChartName shewhart,
            boolean twoSided,
            AttributeSubgroup subgroup,
            AttributeColdStart coldStart,
            Learning<AttributeSample, AttributeBaseline> learning,
            Watch watch,
            RatioRhythm rhythm) {
        this.shewhart = shewhart;
        this.twoSided = twoSided;
        this.subgroup = subgroup;
        this.coldStart = coldStart;
        this.learning = learning;
        this.watch = watch;
        this.rhythm = rhythm;
    }

    AttributeBaseline baseline() {
        return learning.baseline();
    }

    /** Judges by parameters that are stated instead of learned. */
    void state(AttributeBaseline stated) {
        learning.replace(stated);
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
        AttributeReference by = null;
        if (judge != null) {
            long n = subgroup.trials() + w.trials();
            by =
                    judgedBy == null || judgedBy.rhythm == null
                            ? AttributeReference.of(judge).widened(w.uncertainty())
                            : judgedBy.rhythm.expect(judge, w.end(), n, fold.config());
        } else if (coldStart.started()) {
            by = unlearned(fold, w.trials());
        }
        if (by != null && subgroup.trials() > 0 && AttributeWatching.bursts(this, fold, by, w)) {
            // what waited for company would only dilute the burst
            arrive(fold, w.start());
            close(fold, w, w.start(), 0, false);
        }
        subgroup.add(w);
        if (judge == null && by != null) {
            by = unlearned(fold, subgroup.trials());
        }
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

    /** What stands in the place of a baseline for so many trials. */
    private AttributeReference unlearned(Fold fold, long trials) {
        return coldStart.reference(link(twoSided), trials, fold.context().arl0);
    }

    Judgement judgement(ChartName chart, AttributeCounts w, AttributeBaseline judge) {
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
        boolean expects = judgedBy != null && judgedBy.rhythm != null;
        j.expectation = expects ? judgedBy.rhythm.description() : null;
        j.warmup = judge == null && !coldStart.started();
        return j;
    }

    void arrive(Fold fold, long end) {
        watch.arrive(subgroup.start(), end, fold.config().windowNanos());
    }

    /** Ends the subgroup: learns it where something is learned. */
    void close(Fold fold, AttributeCounts w, long end, double score, boolean held) {
        AttributeSample open = learning.open(fold.frozen());
        if (open != null) {
            boolean expects = judgedBy != null && judgedBy.rhythm != null;
            long n = expects ? judgedBy.rhythm.atCenter(subgroup, end) : subgroup.trials();
            open.add(subgroup.events(), n, watch.afterGap(), end);
            if (!fold.frozen() && !held) {
                coldStart.add(subgroup.events(), subgroup.trials(), score);
            }
        }
        if (learning.learn(fold, w.target(), end)) {
            begin();
            watch.restart(end);
        } else if (judgedBy == this && !fold.frozen() && rhythm.fresh()) {
            learning.replace(rhythm.relearn(learning.id(fold, end), fold.version()));
            watch.restart(end);
        }
        subgroup.clear();
    }

    /** A subgroup that belongs to no episode and lies within its limits. */
    void settled(AttributeReference by, long end) {
        if (judgedBy == this) {
            rhythm.add(by.baseline(), subgroup, end);
        }
    }

    private void begin() {
        if (rhythm != null) {
            boolean alone = judgedBy == null;
            rhythm.begin(
                    baseline(), alone ? null : judgedBy.baseline(), alone ? null : judgedBy.rhythm);
        }
    }

    void opened() {
        learning.opened();
    }

    void recovered(long end) {
        learning.recovered();
        watch.restart(end);
        if (rhythm != null) {
            rhythm.recovered(end);
        }
    }

    /** Whether the subgroups since the episode opened made a baseline, which is then taken. */
    boolean newLevel(Fold fold, long end) {
        boolean first = baseline() == null;
        AttributeSample since = learning.since();
        boolean accepted = learning.newLevel(fold, end);
        if (accepted) {
            if (first) {
                begin();
            }
            if (rhythm != null) {
                rhythm.moved(since, end);
            }
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
                watch.copy(),
                rhythm == null ? null : rhythm.copy());
    }

    void write(StateWriter out) {
        subgroup.write(out);
        coldStart.write(out);
        learning.write(out);
        watch.write(out);
        if (rhythm != null) {
            rhythm.write(out);
        }
    }

    void read(StateReader in) {
        subgroup.read(in);
        coldStart.read(in);
        learning.read(in);
        watch.read(in);
        if (rhythm != null) {
            rhythm.read(in);
        }
    }
}
