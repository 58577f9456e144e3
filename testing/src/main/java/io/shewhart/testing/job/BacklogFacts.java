/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * A backlog that was made.
 *
 * @param plan what it is made of
 * @param records number of Kafka records
 * @param bytes of their values
 * @param groups pairs of a trace and a record that holds some of its spans
 * @param firstMillis when the first trace starts, since the Unix epoch
 * @param lastMillis when the last span was exported
 */
public record BacklogFacts(
        BacklogPlan plan,
        long records,
        long bytes,
        long groups,
        long firstMillis,
        long lastMillis) {

    public String text() {
        return String.format(
                Locale.ROOT,
                "%,d spans in %,d traces, %,d model calls, %d min of event time, %d services; %,d"
                        + " records of %.0f spans, %.0f bytes a span, a trace in %.1f records, %d"
                        + " partitions; seed %d",
                plan.spans(),
                plan.traces(),
                plan.calls(),
                plan.minutes(),
                plan.services(),
                records,
                plan.spans() / (double) records,
                bytes / (double) plan.spans(),
                groups / (double) plan.traces(),
                plan.partitions(),
                plan.seed());
    }

    void save(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("seed", Long.toString(plan.seed()));
        p.setProperty("traces", Long.toString(plan.traces()));
        p.setProperty("chunks", Integer.toString(plan.chunks()));
        p.setProperty("minutes", Integer.toString(plan.minutes()));
        p.setProperty("services", Integer.toString(plan.services()));
        p.setProperty("partitions", Integer.toString(plan.partitions()));
        p.setProperty("record-spans", Integer.toString(plan.recordSpans()));
        p.setProperty("records", Long.toString(records));
        p.setProperty("bytes", Long.toString(bytes));
        p.setProperty("groups", Long.toString(groups));
        p.setProperty("first", Long.toString(firstMillis));
        p.setProperty("last", Long.toString(lastMillis));
        try (Writer out = Files.newBufferedWriter(file)) {
            p.store(out, null);
        }
    }

    static BacklogFacts load(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            p.load(in);
        }
        return new BacklogFacts(
                new BacklogPlan(
                        number(p, "seed"),
                        number(p, "traces"),
                        (int) number(p, "chunks"),
                        (int) number(p, "minutes"),
                        (int) number(p, "services"),
                        (int) number(p, "partitions"),
                        (int) number(p, "record-spans")),
                number(p, "records"),
                number(p, "bytes"),
                number(p, "groups"),
                number(p, "first"),
                number(p, "last"));
    }

    private static long number(Properties p, String key) {
        return Long.parseLong(p.getProperty(key));
    }
}
