/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Mean of one version: I-prime for jumps and EWMA for small shifts against a frozen baseline
 * ({@link LocationWatching}); while that is learned, self-starting Q statistics ({@link
 * LocationColdStart}). Mutable, owned by one fold.
 */
final class LocationChart {

    final LocationScale scale;
    final Learning<LocationSample, LocationBaseline> learning;
    final Watch watch;
    private final LocationSubgroup subgroup;
    private final LocationRhythm rhythm;
    private final LocationRefinement refinement;

    /** What the window that is folded was judged by; holds within a fold. */
    private LocationChart judgedBy;

    LocationChart(LocationScale scale) {
        this(scale, new LocationRhythm());
    }

    private LocationChart(LocationScale scale, LocationRhythm rhythm) {
        this(
                scale,
                new Learning<>(new LocationMethod(scale, rhythm), "baseline"),
                new Watch(),
                new LocationSubgroup(),
                rhythm,
                new LocationRefinement());
    }

    private LocationChart(
            LocationScale scale,
            Learning<LocationSample, LocationBaseline> learning,
            Watch watch,
            LocationSubgroup subgroup,
            LocationRhythm rhythm,
            LocationRefinement refinement) {
        this.scale = scale;
        this.learning = learning;
        this.watch = watch;
        this.subgroup = subgroup;
        this.rhythm = rhythm;
        this.refinement = refinement;
    }

    /** Judges by parameters that are stated instead of learned. */
    void state(LocationBaseline stated) {
        learning.replace(stated);
    }

    LocationBaseline baseline() {
        return learning.baseline();
    }

    /** Deviation from the centre that is expected at a time. */
    double expected(long time) {
        return rhythm.at(time);
    }

    /**
     * Variance of that deviation in variances of an observation; 0 where nothing is known of them.
     */
    double uncertainty(WindowSummary w, EngineConfig config) {
        double within = baseline().fit().within();
        if (within <= 0 || w.count() == 0) {
            return 0;
        }
        LocationPoint point =
                new LocationPoint(w.startUnixNano(), w.endUnixNano(), w.count(), 0, 0);
        return rhythm.expect(point, baseline(), config).uncertainty() / within;
    }

    /**
     * Adds a window and, if it completes a subgroup, judges it.
     *
     * @param by chart whose baseline and rhythm it is judged by, null to start from nothing
     * @return whether what was expected so far is no longer comparable with what will be
     */
    boolean fold(Fold fold, WindowSummary w, LocationChart by) {
        judgedBy = by;
        subgroup.add(w, scale);
        LocationPoint point = subgroup.at(w.endUnixNano());
        LocationBaseline judge = by == null ? null : by.baseline();
        if (point.n() < fold.config().minimumCount()) {
            thin(fold, point, judge);
            return false;
        }
        watch.begin(point.start());
        watch.arrive(point.start(), point.end(), fold.config().windowNanos());
        boolean held = false;
        boolean quiet = false;
        if (judge == null) {
            held = LocationColdStart.judge(this, fold, point);
        } else {
            point = by.rhythm.expect(point, judge, fold.config());
            quiet = LocationWatching.judge(this, fold, point, judge);
        }
        point.learn(learning.open(fold.frozen()), held && !fold.frozen(), watch.afterGap());
        boolean other = false;
        if (learning.learn(fold, fold.config().phaseOneSubgroups(), point.end())) {
            other = begin(by, point.n(), point.end());
            watch.restart(point.end());
        } else if (by == this && quiet && !fold.frozen() && judge.comparable(point)) {
            LocationPoint level = point.by(judge);
            rhythm.add(level, judge, scale.sigma(judge.fit(), (double) level.n()));
            other = expectRhythm(fold, point.end());
            if (!other) {
                refine(fold, level, judge);
            }
        } else {
            refinement.interrupt();
        }
        subgroup.clear();
        return other;
    }

    private boolean begin(LocationChart by, long n, long end) {
        refinement.clear();
        LocationBaseline learned = baseline();
        if (by == null) {
            rhythm.begin(learned, scale.sigma(learned.fit(), (double) n), end);
        } else {
            rhythm.inherit(by.rhythm, learned.fit().center() - by.baseline().fit().center());
        }
        return learned.trend() != 0;
    }

    /** Once enough quiet subgroups have followed a baseline, it becomes a better one. */
    private void refine(Fold fold, LocationPoint level, LocationBaseline judge) {
        if (!rhythm.learning() || rhythm.drift != null) {
            return;
        }
        refinement.add(level, judge, watch.afterGap());
        if (!refinement.due(judge)) {
            return;
        }
        LocationBaseline better =
                refinement.take(judge, learning.id(fold, level.end()), fold.version());
        if (better != null) {
            double n = level.n();
            watch.refined(
                    better.fit().center() - judge.fit().center(), better.sigma(n) / judge.sigma(n));
            learning.replace(better);
        }
    }

    /** Takes a baseline about the profile when one has come into use. */
    private boolean expectRhythm(Fold fold, long end) {
        if (!rhythm.fresh()) {
            return false;
        }
        learning.replace(rhythm.relearn(baseline(), learning.id(fold, end), fold.version()));
        refinement.clear();
        watch.restart(end);
        return true;
    }

    private void thin(Fold fold, LocationPoint point, LocationBaseline judge) {
        boolean old = subgroup.old(point.end(), fold.config().maxSubgroupAgeNanos());
        if (point.n() > 0 || old) {
            Judgement thin = judgement(ChartName.I_PRIME, fold, point, judge);
            thin.remark = point.n() > 0 ? "not_enough_data" : "no_data";
            fold.out().add(thin);
        }
        if (old) {
            subgroup.clear();
        }
    }

    Judgement judgement(ChartName chart, Fold fold, LocationPoint point, LocationBaseline judge) {
        int target = fold.config().phaseOneSubgroups();
        Judgement j =
                learning.judgement(
                        chart, chart.text(), point.start(), point.end(), point.n(), target, judge);
        j.expectation = judgedBy == null ? null : judgedBy.rhythm.description();
        j.warmup = judge == null && learning.sample().size() + 1 < LocationColdStart.FROM;
        return j;
    }

    /** Levels before and since the change, for a judgement that has its z. */
    void levels(Judgement j, LocationPoint point, double center, double sigma) {
        watch.shift(j);
        j.baselineLevel = point.field(scale, center);
        j.currentLevel = point.field(scale, center + j.shiftSigma * sigma);
    }

    void opened() {
        // what came last may belong to the change
        refinement.clear();
        learning.opened();
    }

    void recovered(long end) {
        learning.recovered();
        watch.restart(end);
        rhythm.recovered(end);
    }

    /** Whether the subgroups since the episode opened made a baseline, which is then taken. */
    boolean newLevel(Fold fold, long end) {
        LocationSample since = learning.since();
        boolean first = baseline() == null;
        boolean accepted = learning.newLevel(fold, end);
        if (accepted) {
            if (first) {
                begin(judgedBy, since.n(0), end);
            }
            refinement.clear();
            rhythm.moved(baseline(), since, end);
            watch.restart(end);
        }
        return accepted;
    }

    LocationChart copy() {
        LocationRhythm own = rhythm.copy();
        return new LocationChart(
                scale,
                learning.copy(new LocationMethod(scale, own)),
                watch.copy(),
                subgroup.copy(),
                own,
                refinement.copy());
    }

    void write(StateWriter out) {
        subgroup.write(out);
        learning.write(out);
        watch.write(out);
        rhythm.write(out);
        refinement.write(out);
    }

    void read(StateReader in) {
        subgroup.read(in);
        learning.read(in);
        watch.read(in);
        rhythm.read(in);
        if (in.since(KeyState.REFINED)) {
            refinement.read(in);
        }
    }
}
