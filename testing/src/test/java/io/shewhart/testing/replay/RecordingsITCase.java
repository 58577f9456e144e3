/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings of real instrumented applications, where they are at hand (environment variable
 * SHEWHART_SHARED, or a folder {@code shared} beside the project). Numbers come from the
 * recordings' own list of what was called.
 */
final class RecordingsITCase {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "otel-openai, 0",
        "otel-openai-latest, 0",
        "otel-genai-openai, 0",
        "evaluations, 0",
        "otel-js-openai, 0",
        "openllmetry, 0",
        "openinference, 0",
        "duplicates-and-dirt, 4"
    })
    void everyModelCallIsCountedOnce(String name, int deadLetters) throws Exception {
        Path captures = shared().resolve("captures");
        Path capture = captures.resolve(name + ".jsonl.gz");
        assumeTrue(Files.exists(capture), "no recording " + name + " at hand");
        Path out = Captures.replay(capture, directory, 2);

        List<String> counted = new ArrayList<>();
        for (Inference i : Results.inferences(out)) {
            if (i.getRole() == Role.ROLE_INFERENCE) {
                counted.add(i.getTraceId() + "/" + i.getSpanId());
            }
        }
        Map<?, ?> expected =
                (Map<?, ?>)
                        Results.json(Files.readString(captures.resolve("expected.json"))).get(name);
        // Where one call is reported in traces of its own by two libraries, a trace cannot tell.
        Map<?, ?> wanted = expected.get("main_path") instanceof Map<?, ?> stage ? stage : expected;
        List<?> range =
                wanted.get("calls") instanceof List<?> list
                        ? list
                        : List.of(wanted.get("calls"), wanted.get("calls"));
        int odd = expected.get("odd") instanceof Integer n ? n : 0;
        assertThat(counted)
                .doesNotHaveDuplicates()
                .hasSizeBetween((Integer) range.get(0), (Integer) range.get(1) + odd);
        assertThat(Files.readAllLines(out.resolve("dead-letters.jsonl"))).hasSize(deadLetters);
    }

    private static Path shared() {
        String named = System.getenv("SHEWHART_SHARED");
        Path folder =
                named == null
                        ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared")
                        : Path.of(named);
        assumeTrue(Files.isDirectory(folder), "no folder of recordings at " + folder);
        return folder;
    }
}
