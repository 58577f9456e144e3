/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreNabTest {
    private static final int ROWS = 1000;
    private static final LocalDateTime START = LocalDateTime.of(2014, 4, 1, 0, 0);

    @TempDir Path directory;
    private Path data;
    private Path labels;

    @BeforeEach
    void oneSeriesWithAJump() throws IOException {
        data = directory.resolve("data");
        labels = directory.resolve("windows.json");
        Files.createDirectories(data.resolve("group"));
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(data.resolve("group/a.csv.gz")))) {
            out.write(rows(600).getBytes(StandardCharsets.UTF_8));
        }
        label("\"group/a.csv\": [[\"" + time(590) + ".000000\", \"" + time(640) + ".000000\"]]");
    }

    private static String rows(int jump) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < ROWS; i++) {
            double x = 5 + random.nextDouble() - (i >= jump && i < jump + 20 ? 30 : 0);
            text.append(time(i)).append(',').append(x).append('\n');
        }
        return text.toString();
    }

    private static String time(int row) {
        return START.plusMinutes(5L * row).toString().replace('T', ' ') + ":00";
    }

    private void label(String entries) throws IOException {
        Files.writeString(labels, "{" + entries + "}");
    }

    private int run(String... more) {
        String[] args = {
            "--data", data.toString(), "--labels", labels.toString(), "--out", out().toString()
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return new ScoreNab().run(all);
    }

    private Path out() {
        return directory.resolve("out");
    }

    private void refused(String... parts) {
        assertThatThrownBy(() -> NabFolder.read(data, labels))
                .isInstanceOf(NabInputException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void everySeriesGetsItsRowsWithDetectionAndScore() throws IOException {
        assertThat(run()).isZero();
        List<String> lines = Files.readAllLines(out().resolve("group/a.csv"));
        assertThat(lines).hasSize(ROWS + 1).first().isEqualTo("timestamp,value,detection,score");
        assertThat(lines.get(601)).startsWith(time(600) + ",-24.").contains(",1,");
        List<String> detections =
                lines.stream().filter(l -> l.split(",", -1)[2].equals("1")).toList();
        assertThat(detections).hasSize(1);
    }

    @Test
    void aRowIsJudgedFromThePastAlone() throws IOException {
        NabSeries whole = NabFolder.read(data, labels).series().get(0);
        NabDetector.Result all = NabDetector.run(whole);
        for (int rows : new int[] {1, 30, 601, 640}) {
            NabDetector.Result part =
                    NabDetector.run(
                            new NabSeries(
                                    whole.name(),
                                    whole.timestamps().subList(0, rows),
                                    Arrays.copyOf(whole.unixNanos(), rows),
                                    Arrays.copyOf(whole.values(), rows)));
            assertThat(part.scores()).isEqualTo(Arrays.copyOf(all.scores(), rows));
            assertThat(part.detections()).isEqualTo(Arrays.copyOf(all.detections(), rows));
        }
    }

    @Test
    void timesThatRepeatGoBackOrLeaveGapsAreTaken() {
        long[] times = new long[600];
        double[] values = new double[600];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < times.length; i++) {
            times[i] =
                    (i / 2 + (i > 300 ? 100_000 : 0) - (i > 400 && i < 420 ? 50 : 0))
                            * 300_000_000_000L;
            values[i] = random.nextDouble() + (i == 590 ? 40 : 0);
        }
        NabDetector.Result result = NabDetector.run(new NabSeries("x", List.of(), times, values));
        assertThat(result.detections()[590]).isTrue();
        assertThat(result.scores()[590]).isGreaterThan(10);
    }

    @Test
    void wrongInputIsNamed() throws IOException {
        Path series = data.resolve("group/b.csv");
        Files.writeString(series, "timestamp,value\n" + time(0) + ",1\n" + time(1) + ",x\n");
        refused("has no entry for: group/b.csv");
        label("\"group/a.csv\": [], \"group/b.csv\": []");
        refused("b.csv line 3", "not a number", "x");
        Files.writeString(series, "timestamp,value\n2014-04-01,1\n");
        refused("b.csv line 2", "not a time", "2014-04-01");
        Files.writeString(series, "time,value\n");
        refused("b.csv line 1", "time,value");
        Files.delete(series);
        label("\"group/a.csv\": [[\"2014-03-01 00:00:00\", \"" + time(9) + "\"]]");
        refused("group/a.csv", "2014-03-01T00:00:00Z", "no row");
        label("\"group/a.csv\": [\"" + time(9) + "\"]");
        refused("expected an object of lists of [start, end]");
        label("\"group/a.csv\": ");
        refused("windows.json");
    }

    @Test
    void missingFoldersAndOptionsAreNamed() throws IOException {
        data = directory.resolve("nowhere");
        refused("nowhere", "no such folder");
        data = Files.createDirectory(directory.resolve("empty"));
        refused("holds no .csv");
        labels = directory.resolve("none.json");
        refused("none.json", "no such file");
        assertThat(run("--speed=2")).isEqualTo(2);
        assertThat(new ScoreNab().run(new String[0])).isEqualTo(2);
        assertThat(new ScoreNab().run(new String[] {"--help"})).isZero();
    }
}
