/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.window.Metric;
import io.shewhart.schemas.v1.SeriesLabels;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.StringJoiner;

/** One sentence for people: which series, what moved, by how much, and whether it is over. */
final class EpisodeSentence {

    private static final int DIGITS = 3;
    private static final int MORE_DIGITS = 6;

    private EpisodeSentence() {}

    static String of(String metric, SeriesLabels labels, EpisodeEvent e) {
        StringJoiner series = new StringJoiner(" ");
        add(series, labels.getService());
        add(series, labels.getProvider());
        add(series, labels.getModel());
        add(series, labels.getOperation());
        add(series, labels.getVantage());
        if (!labels.getVersion().isEmpty()) {
            series.add("version " + labels.getVersion());
        }
        String unit = Metric.ofLabel(metric).map(Metric::unit).orElse("");
        return metric + " of " + series + ": " + change(e, unit) + outcome(e);
    }

    /** What happened, such as "P90 rose from 177 ms to 271 ms (+4.1 sigma, chart ewma)". */
    static String change(EpisodeEvent e, String unit) {
        if (e.kind() == EpisodeEvent.Kind.THRESHOLD) {
            return breach(e, unit);
        }
        String from = amount(e.baselineLevel(), e, unit, DIGITS);
        String to = amount(e.currentLevel(), e, unit, DIGITS);
        if (from.equals(to)) {
            from = amount(e.baselineLevel(), e, unit, MORE_DIGITS);
            to = amount(e.currentLevel(), e, unit, MORE_DIGITS);
        }
        return String.format(
                Locale.ROOT,
                "%s %s from %s to %s (%+.1f sigma, chart %s)",
                plain(e.quantity()),
                e.direction() > 0 ? "rose" : "fell",
                from,
                to,
                e.shiftSigma(),
                e.chart());
    }

    /** What happened to a fixed limit, such as "P95 is 2.31 s, above the fixed limit of 2 s". */
    private static String breach(EpisodeEvent e, String unit) {
        boolean over = e.state() == EpisodeEvent.State.RESOLVED;
        String from = amount(e.baselineLevel(), e, unit, DIGITS);
        String to = amount(e.currentLevel(), e, unit, DIGITS);
        if (from.equals(to)) {
            from = amount(e.baselineLevel(), e, unit, MORE_DIGITS);
            to = amount(e.currentLevel(), e, unit, MORE_DIGITS);
        }
        String side = e.direction() > 0 ? "above" : "below";
        return over
                ? e.quantity() + " was " + side + " the fixed limit of " + from + ", now " + to
                : e.quantity() + " is " + to + ", " + side + " the fixed limit of " + from;
    }

    /**
     * Without the slopes of an adjustment, which follow in brackets; they are for whoever looks
     * into the episode, not for a sentence.
     */
    private static String plain(String quantity) {
        int slopes = quantity.indexOf(" (");
        return slopes < 0 ? quantity : quantity.substring(0, slopes);
    }

    private static String outcome(EpisodeEvent e) {
        return switch (e.state()) {
            case OPENED -> ".";
            case UPDATED ->
                    " and has not come back after "
                            + e.subgroups()
                            + (e.kind() == EpisodeEvent.Kind.THRESHOLD
                                    ? " windows."
                                    : " subgroups.");
            case RESOLVED ->
                    switch (e.resolution()) {
                        case NEW_LEVEL -> " and is accepted as the new baseline.";
                        case NO_DATA -> "; then traffic ended.";
                        case RECOVERED, NONE -> " and has recovered.";
                    };
        };
    }

    /** Times below a second in ms and shares in percent; both amounts of a sentence alike. */
    private static String amount(double value, EpisodeEvent e, String unit, int digits) {
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        double larger = Math.max(Math.abs(e.baselineLevel()), Math.abs(e.currentLevel()));
        if ("s".equals(unit)) {
            return larger < 1 ? number(1000 * value, digits) + " ms" : number(value, digits) + " s";
        }
        if ("1".equals(unit)) {
            return number(100 * value, digits) + " %";
        }
        return unit.isEmpty() ? number(value, digits) : number(value, digits) + " " + unit;
    }

    private static String number(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
        return rounded.stripTrailingZeros().toPlainString();
    }

    private static void add(StringJoiner series, String label) {
        if (!label.isEmpty()) {
            series.add(label);
        }
    }
}
