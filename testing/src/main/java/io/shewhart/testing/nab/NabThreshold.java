/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import java.util.ArrayList;
import java.util.List;

/**
 * The one threshold for many series with the highest sum of scores in a profile.
 *
 * @param threshold a row is a detection if its score is at least this; infinite if no detection is
 *     better than any
 * @param score sum over the series, not normalised
 */
public record NabThreshold(double threshold, double score) {

    /** A row that can be a detection: its score, and what it is worth in which window. */
    private record Candidate(double score, int window, double value) {}

    /**
     * Tries every score that occurs as a threshold. A score that is NaN is never a detection.
     *
     * @param scores one array per series, one element per row
     */
    public static NabThreshold best(
            List<NabTruth> truths, List<double[]> scores, NabProfile profile) {
        List<Candidate> candidates = new ArrayList<>();
        int windows = 0;
        for (int s = 0; s < truths.size(); s++) {
            NabTruth truth = truths.get(s);
            double[] series = scores.get(s);
            for (int i = truth.firstScored(); i < series.length; i++) {
                if (!Double.isNaN(series[i])) {
                    NabRow row = truth.at(i);
                    int window = row.window() < 0 ? -1 : windows + row.window();
                    candidates.add(new Candidate(series[i], window, row.value()));
                }
            }
            windows += truth.windows();
        }
        candidates.sort((a, b) -> Double.compare(b.score, a.score));
        double[] found = new double[windows];
        double sum = -windows * profile.fnWeight();
        NabThreshold best = new NabThreshold(Double.POSITIVE_INFINITY, sum);
        for (int i = 0; i < candidates.size(); i++) {
            Candidate c = candidates.get(i);
            if (c.window < 0) {
                sum += profile.fpWeight() * c.value;
            } else if (c.value > found[c.window]) {
                double miss = found[c.window] == 0 ? profile.fnWeight() : 0;
                sum += profile.tpWeight() * (c.value - found[c.window]) + miss;
                found[c.window] = c.value;
            }
            boolean last = i + 1 == candidates.size() || candidates.get(i + 1).score < c.score;
            if (last && sum > best.score) {
                best = new NabThreshold(c.score, sum);
            }
        }
        return best;
    }
}
