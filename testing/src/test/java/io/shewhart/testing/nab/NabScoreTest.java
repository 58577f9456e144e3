/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers by hand from the benchmark's rule: sigma(y) = 2 / (1 + exp(5 y)) - 1. */
class NabScoreTest {

    /** 40 rows, the first 6 on probation, windows 10-14 and 20-29. */
    private static final NabTruth TRUTH = new NabTruth(40, new int[] {10, 20}, new int[] {14, 29});

    private static double sigma(double y) {
        return 2 / (1 + Math.exp(5 * y)) - 1;
    }

    private static boolean[] at(int... rows) {
        boolean[] detections = new boolean[TRUTH.rows()];
        for (int row : rows) {
            detections[row] = true;
        }
        return detections;
    }

    @Test
    void nothingDetectedCostsEveryWindow() {
        NabScore score = NabScore.of(TRUTH, at(), NabProfile.STANDARD);
        assertThat(score).isEqualTo(new NabScore(-2, 0, 19, 0, 15));
        assertThat(NabScore.of(TRUTH, at(), NabProfile.LOW_FN).score()).isEqualTo(-4);
        assertThat(NabProfile.LOW_FN.normalised(-4, 2)).isZero();
    }

    @Test
    void theFirstRowOfEachWindowIsPerfect() {
        NabScore score = NabScore.of(TRUTH, at(10, 20), NabProfile.STANDARD);
        assertThat(score.score()).isCloseTo(2, within(1e-12));
        assertThat(NabProfile.STANDARD.normalised(score.score(), 2)).isCloseTo(100, within(1e-9));
    }

    @Test
    void onlyTheBestOfAWindowCountsAndFalseOnesCostMoreTheFartherTheyAre() {
        // rows 1 and 5: probation; 8: before any window; 12 and 13: window one; 16: behind it,
        // two rows of a width of 5; 39: behind window two, ten rows of a width of ten
        NabScore score = NabScore.of(TRUTH, at(1, 5, 8, 12, 13, 16, 39), NabProfile.LOW_FP);
        double expected =
                sigma(-3 / 5.0) / sigma(-1) - 1 + 0.22 * (-1 + sigma(2 / 4.0) + sigma(10 / 9.0));
        assertThat(score.score()).isCloseTo(expected, within(1e-12));
        assertThat(score.truePositives()).isEqualTo(2);
        assertThat(score.falsePositives()).isEqualTo(3);
        assertThat(score.falseNegatives()).isEqualTo(13);
        assertThat(score.trueNegatives()).isEqualTo(16);
    }

    @Test
    void farBehindAWindowAFalseOneCostsAll() {
        NabTruth truth = new NabTruth(100, new int[] {20}, new int[] {22});
        boolean[] late = new boolean[100];
        late[29] = true;
        assertThat(NabScore.of(truth, late, NabProfile.STANDARD).score()).isEqualTo(-1.11);
    }

    @Test
    void probationIsNeverLongerThanItsCap() {
        NabTruth none = new NabTruth(10_000, new int[0], new int[0]);
        assertThat(none.firstScored()).isEqualTo(750);
        assertThat(new NabTruth(39, new int[0], new int[0]).firstScored()).isEqualTo(5);
    }

    @Test
    void theThresholdIsTheBestOfAllThatThereAre() {
        double[] scores = new double[TRUTH.rows()];
        scores[3] = 9;
        scores[8] = 5;
        scores[10] = 4;
        scores[21] = 3;
        scores[35] = Double.NaN;
        NabThreshold best = NabThreshold.best(List.of(TRUTH), List.of(scores), NabProfile.STANDARD);
        assertThat(best.threshold()).isEqualTo(3);
        for (NabProfile profile : NabProfile.values()) {
            NabThreshold chosen = NabThreshold.best(List.of(TRUTH), List.of(scores), profile);
            double most = NabScore.of(TRUTH, at(), profile).score();
            for (double threshold : new double[] {0, 3, 4, 5, 9}) {
                most = Math.max(most, NabScore.of(TRUTH, scores, threshold, profile).score());
            }
            assertThat(chosen.score()).isCloseTo(most, within(1e-12));
            assertThat(NabScore.of(TRUTH, scores, chosen.threshold(), profile).score())
                    .isCloseTo(most, within(1e-12));
        }
    }

    @Test
    void windowsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new NabTruth(10, new int[] {4}, new int[] {10}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NabTruth(10, new int[] {1, 3}, new int[] {3, 5}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
