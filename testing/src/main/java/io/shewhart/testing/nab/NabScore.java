/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

/**
 * Score of the detections of one series in one profile.
 *
 * @param score sum of weighted detections and misses, not normalised
 * @param truePositives scored rows in windows that were detections
 * @param trueNegatives scored rows outside that were none
 * @param falsePositives scored rows outside that were detections
 * @param falseNegatives scored rows in windows that were none
 */
public record NabScore(
        double score,
        int truePositives,
        int trueNegatives,
        int falsePositives,
        int falseNegatives) {

    /** Scores one series; {@code detections} has one element per row. */
    public static NabScore of(NabTruth truth, boolean[] detections, NabProfile profile) {
        if (detections.length != truth.rows()) {
            throw new IllegalArgumentException(
                    detections.length + " detections for " + truth.rows() + " rows");
        }
        double[] best = new double[truth.windows()];
        double score = 0;
        int[] count = new int[4];
        for (int i = truth.firstScored(); i < detections.length; i++) {
            NabRow row = truth.at(i);
            boolean inside = row.window() >= 0;
            count[(inside ? 2 : 0) + (detections[i] ? 1 : 0)]++;
            if (detections[i] && inside) {
                best[row.window()] = Math.max(best[row.window()], row.value());
            } else if (detections[i]) {
                score += profile.fpWeight() * row.value();
            }
        }
        for (double value : best) {
            score += value > 0 ? profile.tpWeight() * value : -profile.fnWeight();
        }
        return new NabScore(score, count[3], count[0], count[1], count[2]);
    }

    /** Scores one series whose detections are the rows with a score of at least the threshold. */
    public static NabScore of(
            NabTruth truth, double[] scores, double threshold, NabProfile profile) {
        boolean[] detections = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            detections[i] = scores[i] >= threshold;
        }
        return of(truth, detections, profile);
    }
}
