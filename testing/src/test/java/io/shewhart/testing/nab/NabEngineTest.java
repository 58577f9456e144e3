/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The engine on labelled series (numenta/NAB), where they are at hand, with nothing set per series:
 * it has to stay above every published chart that is as plain, of which the best has 57.5.
 */
class NabEngineTest {

    private static final double FLOOR = 55;

    @Test
    void standardScoreStaysAboveTheFloor() throws IOException {
        Path nab = NabOracleTest.nab();
        NabFolder folder =
                NabFolder.read(nab.resolve("data"), nab.resolve("labels/combined_windows.json"));
        List<NabDetector.Result> results = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (NabSeries series : folder.series()) {
            NabDetector.Result result = NabDetector.run(series);
            results.add(result);
            scores.add(result.scores());
        }
        int windows = folder.truths().stream().mapToInt(NabTruth::windows).sum();
        NabProfile profile = NabProfile.STANDARD;
        NabThreshold best = NabThreshold.best(folder.truths(), scores, profile);
        assertThat(profile.normalised(best.score(), windows)).isGreaterThan(FLOOR);
        double detected = 0;
        for (int i = 0; i < results.size(); i++) {
            NabTruth truth = folder.truths().get(i);
            detected += NabScore.of(truth, results.get(i).detections(), profile).score();
        }
        assertThat(profile.normalised(detected, windows)).isGreaterThan(FLOOR);
        NabReport report = new NabReport(folder.series(), folder.truths(), results);
        double apart = report.withoutOwnGroup(scores, profile);
        assertThat(apart).isLessThanOrEqualTo(best.score());
    }
}
