/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link CaptureCommand} tells its user: progress, a table, and the same as JSON. */
final class CaptureReport {
    private CaptureReport() {}

    static Simulation.Progress progress(SimOptions options, PrintWriter terminal) {
        long tenth = Math.max(1, options.duration() / 10);
        long[] next = {tenth};
        return (time, tally) -> {
            long done = time - options.start();
            if (done >= next[0]) {
                next[0] += tenth;
                terminal.println(
                        String.format(
                                Locale.ROOT,
                                "  %3d %%  %,d spans in %,d traces",
                                100 * done / options.duration(),
                                tally.spans,
                                tally.traces));
                terminal.flush();
            }
        };
    }

    static void table(
            PrintWriter terminal,
            CaptureFiles files,
            IncidentPlan plan,
            Tally tally,
            double seconds)
            throws IOException {
        List<String[]> rows = new ArrayList<>();
        rows.add(row("traces", tally.traces));
        rows.add(row("spans", tally.spans));
        rows.add(row("  of them late", tally.lateSpans));
        rows.add(row("  of them repeated", tally.spanCopies - tally.spans));
        rows.add(row("model calls", tally.modelCalls));
        rows.add(row("  of them failed", tally.failedCalls));
        for (Map.Entry<String, Long> topic : tally.records.entrySet()) {
            rows.add(row("records of " + topic.getKey(), topic.getValue()));
        }
        rows.add(row("bytes of " + files.capture(), Files.size(files.capture())));
        rows.add(new String[] {"seconds", String.format(Locale.ROOT, "%.1f", seconds)});
        int width = rows.stream().mapToInt(r -> r[0].length()).max().orElse(0);
        for (String[] row : rows) {
            terminal.println(String.format(Locale.ROOT, "%-" + width + "s  %15s", row[0], row[1]));
        }
        for (Incident incident : plan.staged) {
            terminal.println(
                    String.format(
                            Locale.ROOT,
                            "%s to %s  %s",
                            Instant.ofEpochSecond(0, incident.start()),
                            Instant.ofEpochSecond(0, incident.end()),
                            incident.kind().label));
        }
        terminal.println("The truth is in " + files.truth() + " and " + files.calls());
    }

    private static String[] row(String name, long value) {
        return new String[] {name, String.format(Locale.ROOT, "%,d", value)};
    }

    static void json(Path json, CaptureFiles files, Tally tally, long bytes, double seconds)
            throws IOException {
        try (JsonGenerator generator =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(json, StandardCharsets.UTF_8))) {
            generator.useDefaultPrettyPrinter();
            generator.writeStartObject();
            generator.writeStringField("program", "capture");
            generator.writeStringField("capture", files.capture().toString());
            generator.writeNumberField("captureBytes", bytes);
            generator.writeNumberField("seconds", seconds);
            TruthFile.counts(generator, tally);
            generator.writeEndObject();
        }
    }
}
