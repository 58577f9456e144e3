/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Settings and limits that the charts of one kind of metric share. Immutable. */
final class EngineContext {

    final EngineConfig config;
    final MetricKind kind;
    final LimitSolver limits;

    EngineContext(EngineConfig config, MetricKind kind) {
        this.config = config;
        this.kind = kind;
        this.limits = new LimitSolver(arl0(config, kind), config.lambda());
    }

    /** Alarming charts of a chart key. */
    static int charts(MetricKind kind) {
        return switch (kind) {
            case LATENCY -> 3;
            case RATIO, VALUE -> 2;
            case COUNT -> 1;
        };
    }

    /** In-control ARL, in subgroups, of each chart of a key. */
    static double arl0(EngineConfig config, MetricKind kind) {
        double keys = (double) config.budgetCharts() * charts(kind);
        return Math.max(20, keys * config.subgroupsPerDay() / config.budget());
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
