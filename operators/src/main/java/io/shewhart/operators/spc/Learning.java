/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Where the baseline of a chart comes from: phase I at the start, and the subgroups since an
 * episode opened, which may be the new level. Mutable, owned by one fold.
 *
 * @param <S> subgroups
 * @param <B> baseline
 */
final class Learning<S extends Sample<S>, B extends Baseline> {

    /** How a chart learns. */
    interface Method<S, B> {

        S sample();

        S sample(StateReader in);

        B baseline(StateReader in);

        /** The baseline of a sample, null if its subgroups have no common level. */
        B learn(S sample, String id, String version);
    }

    private static final int DROP = 20;

    private final Method<S, B> method;

    /** What the ids of these baselines are hashed from, besides key, version and time. */
    private final String what;

    private S sample;

    /** Subgroups since an episode opened, null without one. */
    private S since;

    private B baseline;

    /** Whether the baseline has not been described yet. */
    private boolean fresh;

    Learning(Method<S, B> method, String what) {
        this.method = method;
        this.what = what;
        this.sample = method.sample();
    }

    /** The baseline, null while it is learned. */
    B baseline() {
        return baseline;
    }

    /** Subgroups of phase I so far. */
    S sample() {
        return sample;
    }

    /** Subgroups since an episode opened, null without one. */
    S since() {
        return since;
    }

    /** Where a subgroup belongs now, null if it only has to be watched. */
    S open(boolean frozen) {
        return frozen ? since : baseline == null ? sample : null;
    }

    /**
     * Ends phase I if it is long enough and has a common level.
     *
     * @param target subgroups that phase I takes
     * @return whether there is a baseline now that was not there
     */
    boolean learn(Fold fold, int target, long end) {
        if (baseline != null || fold.frozen()) {
            return false;
        }
        EngineConfig config = fold.config();
        boolean enough = sample.size() >= target;
        boolean old =
                sample.size() >= config.phaseOneMinimum()
                        && end - sample.firstEnd() >= config.phaseOneMaxAgeNanos();
        if (!enough && !old) {
            return false;
        }
        B learned = learn(fold, sample, end);
        if (learned == null) {
            sample.drop(Math.min(DROP, sample.size()));
            return false;
        }
        accept(learned);
        return true;
    }

    void opened() {
        // what was stated stays
        since = baseline != null && baseline.stated() ? null : method.sample();
    }

    void recovered() {
        since = null;
    }

    /** Whether the subgroups since the episode opened made a baseline, which is then taken. */
    boolean newLevel(Fold fold, long end) {
        int needed = fold.config().newLevelSubgroups();
        if (since == null || since.size() < needed) {
            return false;
        }
        B learned = learn(fold, since, end);
        if (learned == null) {
            since.drop(Math.max(1, needed / 6));
            return false;
        }
        accept(learned);
        since = null;
        return true;
    }

    private B learn(Fold fold, S from, long end) {
        return method.learn(from, id(fold, end), fold.version());
    }

    /** Id of a baseline that is learned at a time. */
    String id(Fold fold, long end) {
        return EngineContext.hash(16, what, fold.key(), fold.version(), end);
    }

    /** Takes another baseline in the place of that in use. */
    void replace(B better) {
        baseline = better;
        fresh = true;
    }

    private void accept(B learned) {
        baseline = learned;
        sample = method.sample();
        fresh = true;
    }

    /** Describes the baseline with the first judgement that rests on it, else null. */
    String news(EngineContext context, Judgement j) {
        if (!fresh || !baseline.equals(j.basis)) {
            return null;
        }
        fresh = false;
        return Choices.of(context, j);
    }

    /** A judgement of a subgroup that says how far learning is and what it is judged by. */
    Judgement judgement(
            ChartName chart,
            String name,
            long start,
            long end,
            long n,
            int target,
            Baseline judge) {
        Judgement j = new Judgement(chart, name);
        j.start = start;
        j.end = end;
        j.n = n;
        j.target = target;
        j.learning = baseline == null;
        j.learned = baseline == null ? sample.size() : target;
        if (judge != null) {
            j.baselineId = judge.id();
            j.baselineSize = judge.stated() ? 0 : judge.m();
            j.basis = judge;
        }
        return j;
    }

    Learning<S, B> copy() {
        return copy(method);
    }

    /** A copy that learns in another way. */
    Learning<S, B> copy(Method<S, B> other) {
        Learning<S, B> copy = new Learning<>(other, what);
        copy.sample = sample.copy();
        copy.since = since == null ? null : since.copy();
        copy.baseline = baseline;
        copy.fresh = fresh;
        return copy;
    }

    void write(StateWriter out) {
        sample.write(out);
        out.bool(since != null);
        if (since != null) {
            since.write(out);
        }
        out.bool(baseline != null);
        if (baseline != null) {
            baseline.write(out);
            out.bool(fresh);
        }
    }

    void read(StateReader in) {
        sample = method.sample(in);
        since = in.bool() ? method.sample(in) : null;
        baseline = in.bool() ? method.baseline(in) : null;
        fresh = baseline != null && in.bool();
    }
}
