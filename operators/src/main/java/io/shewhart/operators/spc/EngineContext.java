/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Settings and limits that the charts of one kind of metric share. Immutable. */
final class EngineContext {

    private static final int FINGERPRINT_DIGITS = 16;

    final EngineConfig config;
    final MetricKind kind;

    /** Run rules that alarm, each one chart of its own. */
    final List<ZoneRule> rules;

    /** Charts of a chart key that may alarm; they share what the key gets of the budget. */
    final int charts;

    /** In-control ARL, in subgroups, of each of them. */
    final double arl0;

    final LimitSolver limits;

    /** What a state must have been learned with to be continued. */
    final String fingerprint;

    EngineContext(EngineConfig config, MetricKind kind) {
        this.config = config;
        this.kind = kind;
        this.rules = rules(config, kind);
        this.charts = suite(kind) + additional(config, kind) + rules.size();
        double all = (double) config.budgetCharts() * charts;
        this.arl0 = Math.max(20, all * config.subgroupsPerDay() / config.budget());
        Shares shares = Shares.of(kind, charts, arl0, config.lambda(), 1 + config.quietSubgroups());
        this.limits = new LimitSolver(arl0, config.lambda(), shares);
        this.fingerprint =
                hash(
                        FINGERPRINT_DIGITS,
                        "fingerprint",
                        kind.name(),
                        "window " + config.windowNanos() + " lambda " + config.lambda(),
                        1);
    }

    private static int additional(EngineConfig config, MetricKind kind) {
        return (int) config.additional().stream().filter(chart -> chart.suits(kind)).count();
    }

    /**
     * Only location charts: scores of a few events, or of residuals of a forecast, are not normal
     * enough for lines that are calculated for normal ones.
     */
    private static List<ZoneRule> rules(EngineConfig config, MetricKind kind) {
        return switch (kind) {
            case LATENCY, VALUE -> List.copyOf(config.alarmRules());
            case RATIO, COUNT, GAUGE -> List.of();
        };
    }

    private static int suite(MetricKind kind) {
        return switch (kind) {
            case LATENCY, GAUGE -> 3;
            case RATIO, VALUE -> 2;
            case COUNT -> 1;
        };
    }

    /** Hex digits of a hash over texts and a time, the same for the same input everywhere. */
    static String hash(int digits, String what, String key, String version, long time) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            String text = what + '\0' + key + '\0' + version + '\0' + time;
            return HexFormat.of()
                    .formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
