/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a ratio chart knows of its ratio: the baseline and where it comes from (phase I, a new
 * level, {@link AttributeRefinement} while it watches), and the rhythm about it. Mutable, owned by
 * one fold.
 */
final class AttributeLevel {

    final Learning<AttributeSample, AttributeBaseline> learning;

    /** Null where the threshold follows the rhythm instead. */
    private final RatioRhythm rhythm;

    private final AttributeRefinement refinement;

    AttributeLevel(Link link, String what, RatioRhythm rhythm) {
        this(new Learning<>(new AttributeMethod(link), what), rhythm, new AttributeRefinement());
    }

    private AttributeLevel(
            Learning<AttributeSample, AttributeBaseline> learning,
            RatioRhythm rhythm,
            AttributeRefinement refinement) {
        this.learning = learning;
        this.rhythm = rhythm;
        this.refinement = refinement;
    }

    AttributeBaseline baseline() {
        return learning.baseline();
    }

    /** What a baseline says of n trials up to the end of a window. */
    AttributeReference expect(
            AttributeBaseline judge, AttributeCounts w, long n, EngineConfig config) {
        return rhythm == null
                ? AttributeReference.of(judge).widened(w.uncertainty())
                : rhythm.expect(judge, w.end(), n, config);
    }

    /** What is expected of the time, for people; null where nothing is. */
    String expectation() {
        return rhythm == null ? null : rhythm.description();
    }

    /** Trials of a subgroup among which its events would lie at the ratio of the baseline. */
    long atCenter(AttributeSubgroup subgroup, long end) {
        return rhythm == null ? subgroup.trials() : rhythm.atCenter(subgroup, end);
    }

    /**
     * Ends phase I if it is long enough and has a common level.
     *
     * @param by what the subgroups were judged by, null if by nothing
     */
    boolean learn(Fold fold, int target, long end, AttributeLevel by) {
        boolean learned = learning.learn(fold, target, end);
        if (learned) {
            begin(by);
        }
        return learned;
    }

    private void begin(AttributeLevel by) {
        refinement.clear();
        if (rhythm != null) {
            rhythm.begin(
                    baseline(), by == null ? null : by.baseline(), by == null ? null : by.rhythm);
        }
    }

    /** Takes a baseline about the rhythm when one has come into use. */
    boolean expectRhythm(Fold fold, long end) {
        if (rhythm == null || !rhythm.fresh()) {
            return false;
        }
        learning.replace(rhythm.relearn(learning.id(fold, end), fold.version()));
        refinement.clear();
        return true;
    }

    /** Learns the rhythm from a subgroup that belongs to no episode and lies within its limits. */
    void learnRhythm(AttributeBaseline judge, AttributeSubgroup subgroup, long end) {
        if (rhythm != null) {
            rhythm.add(judge, subgroup, end);
        }
    }

    /**
     * Adds such a subgroup to what makes the baseline better, and once there are enough of them
     * takes the better one.
     *
     * @param by what it was judged by
     * @param score its score in the law of that
     */
    void refine(
            Fold fold,
            AttributeSubgroup subgroup,
            AttributeReference by,
            double score,
            long end,
            Watch watch) {
        AttributeBaseline old = baseline();
        if (old == null || !old.equals(by.baseline()) || followsRhythm()) {
            refinement.interrupt();
            return;
        }
        double n = subgroup.trials();
        double own = by.plain() ? score : AttributeReference.of(old).score(subgroup);
        refinement.add(subgroup, own, old, watch.afterGap());
        if (!refinement.due(old)) {
            return;
        }
        AttributeBaseline better = refinement.take(old, learning.id(fold, end), fold.version());
        if (better != null) {
            double sigma = old.sigma(n);
            watch.rescored(old.to(better) / sigma, better.sigma(n) / sigma);
            learning.replace(better);
        }
    }

    private boolean followsRhythm() {
        return rhythm != null && !(rhythm.learning() && rhythm.drift == null);
    }

    /** The next subgroup will not be the neighbour of the last one that refines the baseline. */
    void interrupt() {
        refinement.interrupt();
    }

    void opened() {
        // what came last may belong to the change
        refinement.clear();
        learning.opened();
    }

    void recovered(long end) {
        learning.recovered();
        if (rhythm != null) {
            rhythm.recovered(end);
        }
    }

    /** Whether the subgroups since the episode opened made a baseline, which is then taken. */
    boolean newLevel(Fold fold, long end, AttributeLevel by) {
        boolean first = baseline() == null;
        AttributeSample since = learning.since();
        boolean accepted = learning.newLevel(fold, end);
        if (accepted) {
            refinement.clear();
            if (first) {
                begin(by);
            }
            if (rhythm != null) {
                rhythm.moved(since, end);
            }
        }
        return accepted;
    }

    AttributeLevel copy() {
        return new AttributeLevel(
                learning.copy(), rhythm == null ? null : rhythm.copy(), refinement.copy());
    }

    /** Writes all but {@link #learning}, which stands apart. */
    void write(StateWriter out) {
        if (rhythm != null) {
            rhythm.write(out);
        }
        refinement.write(out);
    }

    void read(StateReader in) {
        if (rhythm != null) {
            rhythm.read(in);
        }
        if (in.since(KeyState.RATIO_REFINED)) {
            refinement.read(in);
        }
    }
}
