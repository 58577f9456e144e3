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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of a replay, in and out per stage, by reason. Holds nothing that depends on the clock of
 * the machine, on parallelism or on failures, so it is as reproducible as the results.
 */
final class ReplaySummary {
    /** What comes first, comes first; other sections follow by name. */
    private static final List<String> ORDER =
            List.of(
                    "input",
                    "stage source",
                    "stage admission",
                    "stage assembly",
                    "stage windows",
                    "stage charts",
                    "dead letters",
                    "late spans",
                    "inferences",
                    "inferences by dialect",
                    "traces",
                    "windows",
                    "chart points",
                    "episodes",
                    "output lines");

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

    /** The counts of a section by reason. */
    Map<String, Long> section(String section) {
        return Collections.unmodifiableMap(sections.getOrDefault(section, new TreeMap<>()));
    }

    /** A table for people, in the order of the job. */
    String table() {
        List<String> names = new ArrayList<>(sections.keySet());
        names.sort(Comparator.comparingInt(ReplaySummary::place).thenComparing(name -> name));
        int wide = 0;
        int digits = 0;
        for (TreeMap<String, Long> counts : sections.values()) {
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                wide = Math.max(wide, count.getKey().length());
                digits = Math.max(digits, number(count.getValue()).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String name : names) {
            table.append(name).append('\n');
            for (Map.Entry<String, Long> count : sections.get(name).entrySet()) {
                String number = number(count.getValue());
                table.append("  ")
                        .append(count.getKey())
                        .append(" ".repeat(wide - count.getKey().length() + 2))
                        .append(" ".repeat(digits - number.length()))
                        .append(number)
                        .append('\n');
            }
        }
        return table.toString();
    }

    private static int place(String section) {
        int place = ORDER.indexOf(section);
        return place < 0 ? ORDER.size() : place;
    }

    /** A number with its thousands apart. */
    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
