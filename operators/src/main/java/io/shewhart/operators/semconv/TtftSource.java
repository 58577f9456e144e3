/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.Locale;
import java.util.Set;

/**
 * One place where a time to first token may stand, a row of {@code ttft.tsv}.
 *
 * @param name attribute key or event name, as reported with the value
 * @param dialects bit i for the dialect of ordinal i
 * @param slot of the span attribute, or of the event attribute
 * @param event slot of the event, -1 for attributes
 * @param sinceAnswer counted from the headers of the answer, not from the start of the span
 * @param dropOnResponses the Responses API writes the time of something else here
 */
record TtftSource(
        String name,
        long dialects,
        Where where,
        Unit unit,
        int slot,
        int event,
        boolean sinceAnswer,
        boolean dropOnResponses,
        Streaming streaming) {

    /** Kind of place. */
    enum Where {
        ATTRIBUTE,
        ATTRIBUTE_TIME,
        EVENT_TIME,
        EVENT_ATTRIBUTE
    }

    /** Unit of a duration. */
    enum Unit {
        SECONDS(1e9),
        MILLIS(1e6),
        /** Seconds unless that is longer than the span. */
        SECONDS_OR_MILLIS(1e9),
        NONE(1);

        final double nanos;

        Unit(double nanos) {
            this.nanos = nanos;
        }
    }

    /** What the value's presence says about streaming. */
    enum Streaming {
        NOTHING,
        IMPLIES,
        REQUIRES
    }

    static TtftSource of(Table.Row row, Names names, Dialects dialects) {
        Where where =
                Where.valueOf(
                        row.oneOf(
                                        "where",
                                        Set.of(
                                                "attribute",
                                                "attribute-time",
                                                "event-time",
                                                "event-attribute"))
                                .replace('-', '_')
                                .toUpperCase(Locale.ROOT));
        String key = row.get("key");
        int slot = -1;
        int event = -1;
        String name = key;
        switch (where) {
            case EVENT_TIME -> event = names.event(key);
            case EVENT_ATTRIBUTE -> {
                int hash = key.indexOf('#');
                if (hash <= 0) {
                    throw row.wrong("an event's attribute is written EVENT#KEY");
                }
                event = names.event(key.substring(0, hash));
                name = key.substring(hash + 1);
                slot = names.eventAttribute(name);
            }
            default -> slot = names.span(key);
        }
        return new TtftSource(
                name,
                dialects.mask(row, "dialects"),
                where,
                unit(row, where),
                slot,
                event,
                row.oneOf("since", Set.of("start", "answer")).equals("answer"),
                row.oneOf("responses", Set.of("drop", "keep")).equals("drop"),
                switch (row.oneOf("streaming", Set.of("implies", "requires", "-"))) {
                    case "implies" -> Streaming.IMPLIES;
                    case "requires" -> Streaming.REQUIRES;
                    default -> Streaming.NOTHING;
                });
    }

    private static Unit unit(Table.Row row, Where where) {
        boolean time = where == Where.ATTRIBUTE_TIME || where == Where.EVENT_TIME;
        Set<String> allowed = time ? Set.of("-") : Set.of("s", "ms", "s?");
        return switch (row.oneOf("unit", allowed)) {
            case "s" -> Unit.SECONDS;
            case "ms" -> Unit.MILLIS;
            case "s?" -> Unit.SECONDS_OR_MILLIS;
            default -> Unit.NONE;
        };
    }
}
