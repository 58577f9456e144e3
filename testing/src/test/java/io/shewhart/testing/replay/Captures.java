/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.jobs.replay.Replay;
import io.shewhart.testing.sim.CaptureCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Makes, permutes and replays captures for tests. */
public final class Captures {
    static final List<String> RESULTS =
            List.of(
                    "inferences.jsonl",
                    "traces.jsonl",
                    "windows.jsonl",
                    "chart-points.jsonl",
                    "episodes.jsonl",
                    "late-spans.jsonl",
                    "dead-letters.jsonl",
                    "summary.json");

    private static final Pattern PLACE =
            Pattern.compile("\"topic\":\"([^\"]+)\",\"partition\":(\\d+).*?\"timestamp\":(\\d+)");

    private Captures() {}

    /** A simulated capture. */
    public static Path simulate(Path directory, double hours, String... more) throws Exception {
        Path file = directory.resolve("simulated.jsonl.gz");
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--hours",
                                Double.toString(hours),
                                "--seed",
                                "11",
                                "--out",
                                file.toString()));
        args.addAll(List.of(more));
        assertThat(new CaptureCommand().run(args.toArray(new String[0]))).isZero();
        return file;
    }

    /** Replays and returns the directory of the results. */
    public static Path replay(Path capture, Path out, int parallelism, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                capture.toString(),
                                "--out",
                                out.toString(),
                                "--parallelism",
                                Integer.toString(parallelism)));
        args.addAll(List.of(more));
        assertThat(Replay.run(args.toArray(new String[0]))).isZero();
        return out;
    }

    /** Fails unless both directories hold the same bytes. */
    public static void assertSame(Path expected, Path actual) {
        for (String name : RESULTS) {
            assertThat(actual.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
        }
    }

    /**
     * Writes a capture whose records have changed places within their partition, none by more than
     * so many milliseconds of Kafka time.
     */
    static Path permute(Path capture, Path target, long jitterMillis, long seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        record Moved(long time, String line) {}
        Map<String, List<Moved>> partitions = new TreeMap<>();
        List<String> order = new ArrayList<>();
        for (String line : lines(capture)) {
            Matcher m = PLACE.matcher(line);
            assertThat(m.find()).isTrue();
            String partition = m.group(1) + "-" + m.group(2);
            long time = Long.parseLong(m.group(3)) + random.nextLong(jitterMillis + 1);
            partitions
                    .computeIfAbsent(partition, p -> new ArrayList<>())
                    .add(new Moved(time, line));
            order.add(partition);
        }
        Map<String, ArrayDeque<Moved>> queues = new TreeMap<>();
        partitions.forEach(
                (partition, moved) -> {
                    moved.sort(Comparator.comparingLong(Moved::time));
                    queues.put(partition, new ArrayDeque<>(moved));
                });
        try (Writer out =
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(target)),
                        StandardCharsets.UTF_8)) {
            for (String partition : order) {
                out.write(queues.get(partition).removeFirst().line());
                out.write('\n');
            }
        }
        return target;
    }

    /** The lines of a gzip file. */
    static List<String> lines(Path gz) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(gz)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
