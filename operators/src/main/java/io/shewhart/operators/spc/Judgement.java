/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What one chart has to say about one subgroup, before the episode decides what it means. Mutable,
 * used within a fold.
 */
final class Judgement {

    final ChartName chart;
    final String name;
    long start;
    long end;
    int learned;
    int target;
    boolean warmup;
    boolean learning;
    long n;
    double value = Double.NaN;
    double center = Double.NaN;
    double lcl = Double.NaN;
    double ucl = Double.NaN;
    double sigma = Double.NaN;
    double z = Double.NaN;

    /** -1 below the lower limit, 1 above the upper, 0 inside or not judged. */
    int beyond;

    /**
     * Needs no second subgroup to confirm it: so far beyond by an exact law, or a run of several by
     * itself.
     */
    boolean certain;

    /** False if the chart could not judge, which is neither quiet nor a signal. */
    boolean judged;

    int rulesBits;
    String baselineId = "";
    String baselineVersion;
    int baselineSize;
    String remark;

    /** The subgroup for charts beside the suite; null unless a baseline judged it. */
    Score score;

    /** What the judgement rests on; null while nothing is learned. */
    Basis basis;

    /** What is expected of the time of the subgroup, see {@link Choices}; null for nothing. */
    String expectation;

    /** Told once for a baseline, see {@link Point#description}. */
    String description;

    /** What the levels are levels of, see {@link EpisodeEvent#quantity}. */
    String quantity = "level";

    /** What the levels were adjusted by, null if they are as observed. */
    TokenSlopes slopes;

    /** Level before the change and estimated level since, field units of the quantity. */
    double baselineLevel = Double.NaN;

    double currentLevel = Double.NaN;
    double shiftSigma = Double.NaN;
    long changePoint;
    boolean signal;

    Judgement(ChartName chart, String name) {
        this.chart = chart;
        this.name = name;
    }

    /** What the levels are levels of, with how they were adjusted. */
    String quantity() {
        return slopes == null ? quantity : quantity + slopes.described();
    }

    Point point(String version, boolean episodeOpen) {
        Phase phase =
                warmup
                        ? Phase.WARMUP
                        : episodeOpen
                                ? Phase.SIGNALLING
                                : learning ? Phase.LEARNING : Phase.WATCHING;
        return new Point(
                name,
                version,
                start,
                end,
                phase,
                Math.min(learned, target),
                target,
                n,
                value,
                center,
                lcl,
                ucl,
                sigma,
                z,
                signal,
                signal ? beyond : 0,
                rulesBits,
                baselineId,
                baselineVersion,
                remark,
                description);
    }
}
