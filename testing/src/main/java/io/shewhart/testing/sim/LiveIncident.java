/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.Locale;

/**
 * An incident that was staged, and which alerts answer it.
 *
 * @param start nanoseconds since the Unix epoch
 * @param end the same
 */
public record LiveIncident(IncidentKind kind, long start, long end) {
    /** How an alert relates to an incident. */
    public enum Relation {
        /** It tells what was staged. */
        ANSWER,
        /** It tells what follows from it. */
        CONSEQUENCE,
        /** It has nothing to do with it. */
        NONE
    }

    /**
     * Relates an alert, given by what moved in which series; labels that are absent are empty.
     *
     * @param up whether the metric rose
     */
    public Relation relation(
            String metric,
            boolean up,
            String service,
            String provider,
            String model,
            String operation,
            String vantage) {
        Relation found = Relation.NONE;
        for (Expectation expected : Expectation.of(kind)) {
            Expectation.Series series = expected.series();
            if (expected.metric().equals(metric)
                    && expected.direction().equals(up ? "up" : "down")
                    && is(series.service(), service)
                    && is(series.provider(), provider)
                    && is(series.model(), model)
                    && is(series.operation(), operation)
                    && is(series.vantage(), vantage)) {
                if (expected.must()) {
                    return Relation.ANSWER;
                }
                found = Relation.CONSEQUENCE;
            }
        }
        return found;
    }

    /** Whose numbers move, for a person. */
    public String where() {
        return kind.model == null
                ? "one call in four, of every model"
                : kind.model.requestName.toLowerCase(Locale.ROOT);
    }

    private static boolean is(String expected, String label) {
        // What the spans do not say is no contradiction.
        return expected == null || label.isEmpty() || expected.equals(label);
    }
}
