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

    LocationChart(LocationScale scale) {
        this(
                scale,
                new Learning<>(new LocationMethod(scale), "baseline"),
                new Watch(),
                new LocationSubgroup());
    }

    private LocationChart(
            LocationScale scale,
            Learning<LocationSample, LocationBaseline> learning,
            Watch watch,
            LocationSubgroup subgroup) {
        this.scale = scale;
        this.learning = learning;
        this.watch = watch;
        this.subgroup = subgroup;
    }

    LocationBaseline baseline() {
        return learning.baseline();
    }

    /**
     * Adds a window and, if it completes a subgroup, judges it.
     *
     * @param judge baseline to judge against, null to start from nothing
     */
    void fold(Fold fold, WindowSummary w, LocationBaseline judge) {
        subgroup.add(w, scale);
        LocationPoint point = subgroup.at(w.endUnixNano());
        if (point.n() < fold.config().minimumCount()) {
            thin(fold, point, judge);
            return;
        }
        watch.begin(point.start());
        boolean held = false;
        if (judge == null) {
            held = LocationColdStart.judge(this, fold, point);
        } else {
            LocationWatching.judge(this, fold, point, judge);
        }
        point.learn(learning.open(fold.frozen()), held && !fold.frozen());
        if (learning.learn(fold, fold.config().phaseOneSubgroups(), point.end())) {
            watch.restart(point.end());
        }
        subgroup.clear();
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

    LocationChart copy() {
        return new LocationChart(scale, learning.copy(), watch.copy(), subgroup.copy());
    }

    void write(StateWriter out) {
        subgroup.write(out);
        learning.write(out);
        watch.write(out);
    }

    void read(StateReader in) {
        subgroup.read(in);
        learning.read(in);
        watch.read(in);
    }
}
