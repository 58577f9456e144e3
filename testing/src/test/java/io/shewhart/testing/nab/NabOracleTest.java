/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Published scores of other detectors per file (numenta/NAB, results), where they are at hand
 * (environment variable SHEWHART_SHARED, or a folder {@code shared} beside the project).
 */
class NabOracleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARTime",
                "bayesChangePt",
                "contextOSE",
                "skyline",
                "windowedGaussian",
                "null"
            })
    void publishedScoresAreReproduced(String detector) throws IOException {
        Path nab = nab();
        NabFolder folder =
                NabFolder.read(nab.resolve("data"), nab.resolve("labels/combined_windows.json"));
        Map<String, NabTruth> truths = new HashMap<>();
        for (int i = 0; i < folder.series().size(); i++) {
            truths.put(folder.series().get(i).name(), folder.truths().get(i));
        }
        Map<String, double[]> scores = scores(nab, detector);
        int checked = 0;
        for (NabProfile profile : NabProfile.values()) {
            Path file = nab.resolve("oracle/" + detector + "_" + profile.text() + "_scores.csv");
            for (String line : Files.readAllLines(file)) {
                String[] cell = line.split(",", -1);
                NabTruth truth = truths.get(cell[2]);
                if (truth == null) {
                    continue;
                }
                double[] own = scores.getOrDefault(cell[2], new double[truth.rows()]);
                double threshold = Double.parseDouble(cell[3]);
                NabScore score = NabScore.of(truth, own, threshold, profile);
                assertThat(score.score()).isCloseTo(Double.parseDouble(cell[4]), within(1e-6));
                assertThat(score.truePositives()).isEqualTo(Integer.parseInt(cell[5]));
                assertThat(score.trueNegatives()).isEqualTo(Integer.parseInt(cell[6]));
                assertThat(score.falsePositives()).isEqualTo(Integer.parseInt(cell[7]));
                assertThat(score.falseNegatives()).isEqualTo(Integer.parseInt(cell[8]));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(3 * truths.size());
    }

    private static Map<String, double[]> scores(Path nab, String detector) throws IOException {
        Map<String, double[]> scores = new HashMap<>();
        Path file = nab.resolve("oracle/" + detector + "_anomaly_scores.tsv.gz");
        if (!Files.exists(file)) {
            // the null detector says 0.5 everywhere, below its threshold
            return scores;
        }
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] parts = line.split("\t", 2);
                scores.put(
                        parts[0],
                        Arrays.stream(parts[1].trim().split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return scores;
    }

    static Path nab() {
        String named = System.getProperty("SHEWHART_SHARED", System.getenv("SHEWHART_SHARED"));
        Path shared =
                named == null
                        ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared")
                        : Path.of(named);
        Path nab = shared.resolve("data/nab");
        assumeTrue(Files.isDirectory(nab), "no benchmark at " + nab + ": set SHEWHART_SHARED");
        return nab;
    }
}
