/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
    @TempDir private Path directory;

    @Test
    void theSameOptionsGiveTheSameBytes() throws IOException {
        SimOptions options = Captured.options(7, 400, 2.5);
        CaptureFiles first = write("first", options);
        CaptureFiles second = write("second", options);
        assertThat(second.capture()).hasSameBinaryContentAs(first.capture());
        assertThat(second.calls()).hasSameBinaryContentAs(first.calls());
        assertThat(second.truth()).hasSameBinaryContentAs(first.truth());
    }

    @Test
    void anotherSeedGivesAnotherCapture() throws IOException {
        CaptureFiles seven = write("seven", Captured.options(7, 60, 2.5));
        CaptureFiles eight = write("eight", Captured.options(8, 60, 2.5));
        assertThat(Files.mismatch(seven.capture(), eight.capture())).isNotNegative();
    }

    @Test
    void aLongerCaptureHasTheSameFirstTraces() {
        SimOptions brief = Captured.options(7, 400, 2.5);
        TraceModel shorter = new TraceModel(brief, new IncidentPlan(brief));
        SimOptions full = Captured.options(7, 40_000, 2.5);
        TraceModel longer = new TraceModel(full, new IncidentPlan(full));
        for (long i = 0; i < 100; i++) {
            List<SimSpan> one = shorter.trace(i, brief.start());
            List<SimSpan> other = longer.trace(i, brief.start());
            assertThat(one).hasSameSizeAs(other);
            for (int j = 0; j < one.size(); j++) {
                assertThat(one.get(j).body).isEqualTo(other.get(j).body);
            }
        }
    }

    @Test
    void theCommandWritesThreeFilesAndNoOthers() throws IOException {
        Path out = directory.resolve("a b/small.jsonl");
        assertThat(run("--hours", "0.02", "--seed", "1", "--out", out.toString())).isZero();
        try (var files = Files.list(directory.resolve("a b"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "small.jsonl", "small.truth.json", "small.calls.jsonl.gz");
        }
        assertThat(Files.readAllLines(out).get(0)).startsWith("{\"topic\":\"otlp_");
    }

    @Test
    void wrongOptionsAreNamedAndWriteNothing() throws IOException {
        String out = directory.resolve("x.jsonl.gz").toString();
        assertThat(run("--hours", "0", "--seed", "1", "--out", out)).isEqualTo(2);
        assertThat(run("--hours", "1", "--seed", "1", "--out", out + ".zip")).isEqualTo(2);
        assertThat(run("--hours", "1", "--seed", "1", "--out", out, "--incidents", "fire"))
                .isEqualTo(2);
        assertThatThrownBy(() -> IncidentKind.of("fire"))
                .hasMessageContaining("fire")
                .hasMessageContaining("error-burst");
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private CaptureFiles write(String name, SimOptions options) throws IOException {
        CaptureFiles files = CaptureFiles.of(directory.resolve(name).resolve("c.jsonl.gz"));
        files.write(options, new IncidentPlan(options), (time, tally) -> {});
        return files;
    }

    /** Keeps what the command prints out of the build's log. */
    private static int run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream nowhere =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        try {
            return new CaptureCommand().run(args);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
