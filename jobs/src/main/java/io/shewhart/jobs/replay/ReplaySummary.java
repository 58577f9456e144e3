/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of a replay, in and out per stage, by reason. Holds nothing that depends on the clock of
 * the machine, on parallelism or on failures, so it is as reproducible as the results.
 */
final class ReplaySummary {
    private final TreeMap<String, TreeMap<String, Long>> sections = new TreeMap<>();

    /** Adds to a count; a count that was never added to does not appear. */
    void add(String section, String reason, long count) {
        sections.computeIfAbsent(section, s -> new TreeMap<>()).merge(reason, count, Long::sum);
    }

    /** The count, 0 when nothing was counted. */
    long get(String section, String reason) {
        return sections.getOrDefault(section, new TreeMap<>()).getOrDefault(reason, 0L);
    }

    /** Writes summary.json. */
    void write(Path directory) throws IOException {
        Path file = directory.resolve("summary.json");
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            for (Map.Entry<String, TreeMap<String, Long>> section : sections.entrySet()) {
                json.writeObjectFieldStart(section.getKey());
                for (Map.Entry<String, Long> count : section.getValue().entrySet()) {
                    json.writeNumberField(count.getKey(), count.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.flush();
            out.write('\n');
        }
    }

    /** A table for people. */
    String table() {
        StringBuilder table = new StringBuilder();
        sections.forEach(
                (section, counts) -> {
                    table.append(section).append('\n');
                    counts.forEach(
                            (reason, count) ->
                                    table.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    "  %-40s %,14d%n",
                                                    reason,
                                                    count)));
                });
        return table.toString();
    }
}
