/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.chart.AdditionalCharts;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What must hold between the values of different keys. Values that are wrong by themselves are
 * null.
 */
final class ConfigRules {
    private ConfigRules() {}

    /** Tells every broken rule: the key to blame and the end of the sentence about its value. */
    static void check(Config config, BiConsumer<ConfigKey<?>, String> errors) {
        Duration settle = config.get(ConfigKeys.SETTLE);
        Duration window = config.get(ConfigKeys.WINDOW);
        Duration lateness = config.get(ConfigKeys.LATENESS);
        additional(config, errors);
        if (settle != null && lateness != null && !lateness.isZero()) {
            atLeast(
                    ConfigKeys.LATENESS,
                    lateness,
                    settle.plusSeconds(1),
                    "trace.settle + 1s, since a call is known only that long after its end"
                            + " (or 0s, which means just this)",
                    errors);
        }
        if (settle != null) {
            atLeast(
                    ConfigKeys.IDLE_TIMEOUT,
                    config.get(ConfigKeys.IDLE_TIMEOUT),
                    settle,
                    "trace.settle",
                    errors);
        }
        Duration checkpoints = config.get(ConfigKeys.CHECKPOINT_INTERVAL);
        if (checkpoints != null) {
            atLeast(
                    KafkaKeys.TRANSACTION_TIMEOUT,
                    config.get(KafkaKeys.TRANSACTION_TIMEOUT),
                    checkpoints.multipliedBy(2),
                    "2 * job.checkpoint-interval, or the brokers abort what the next checkpoint"
                            + " would commit",
                    errors);
        }
        atLeast(
                InfluxKeys.RETRY_MAX,
                config.get(InfluxKeys.RETRY_MAX),
                config.get(InfluxKeys.RETRY_MIN),
                "influxdb.retry-min-delay",
                errors);
        atLeast(
                InfluxKeys.REQUEST_TIMEOUT,
                config.get(InfluxKeys.REQUEST_TIMEOUT),
                config.get(InfluxKeys.CONNECT_TIMEOUT),
                "influxdb.connect-timeout",
                errors);
        Integer batch = config.get(InfluxKeys.BATCH_BYTES);
        Integer buffer = config.get(InfluxKeys.BUFFER_BYTES);
        if (batch != null && buffer != null && buffer < batch) {
            errors.accept(
                    InfluxKeys.BUFFER_BYTES,
                    "is not allowed; allowed: at least " + batch + " = influxdb.batch-bytes");
        }
        if (window != null) {
            if (window.toMillis() % 1000 != 0) {
                errors.accept(ConfigKeys.WINDOW, "is not allowed; allowed: whole seconds");
            }
            atLeast(
                    ConfigKeys.SERIES_TTL,
                    config.get(ConfigKeys.SERIES_TTL),
                    window,
                    "window.length, or every series would end with each window",
                    errors);
        }
    }

    private static void additional(Config config, BiConsumer<ConfigKey<?>, String> errors) {
        List<String> charted = config.get(ConfigKeys.CHARTED);
        List<String> additional = config.get(ConfigKeys.ADDITIONAL);
        if (charted == null || additional == null) {
            return;
        }
        List<String> idle =
                additional.stream()
                        .map(AdditionalCharts::metric)
                        .filter(metric -> !charted.contains(metric))
                        .distinct()
                        .toList();
        if (!idle.isEmpty()) {
            errors.accept(
                    ConfigKeys.ADDITIONAL,
                    "is not allowed; allowed: metrics out of charts.metrics, which lacks "
                            + String.join(", ", idle));
        }
    }

    private static void atLeast(
            ConfigKey<Duration> key,
            Duration value,
            Duration least,
            String words,
            BiConsumer<ConfigKey<?>, String> errors) {
        if (value != null && least != null && value.compareTo(least) < 0) {
            errors.accept(
                    key,
                    "is not allowed; allowed: at least " + ConfigType.print(least) + " = " + words);
        }
    }
}
