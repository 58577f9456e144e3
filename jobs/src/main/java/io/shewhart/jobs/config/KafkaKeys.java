/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.kafka.AlertFormat;
import io.shewhart.operators.kafka.StartOffsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keys of Kafka, in and out. */
public final class KafkaKeys {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    public static final ConfigKey<String> BOOTSTRAP_SERVERS =
            new ConfigKey<>(
                    "kafka.bootstrap-servers",
                    text(
                            "host:port pairs, separated by commas",
                            "[^\\s,]+:\\d+(\\s*,\\s*[^\\s,]+:\\d+)*"),
                    "localhost:9092",
                    "Brokers to begin with.");
    public static final ConfigKey<String> GROUP_ID =
            new ConfigKey<>(
                    "kafka.group-id",
                    text("letters, digits, dots, dashes and underscores", "[\\w.-]{1,200}"),
                    "shewhart",
                    "Consumer group that offsets are committed to with every checkpoint, for those"
                            + " who watch its lag. A restart goes on from the checkpoint.");
    public static final ConfigKey<StartOffsets> START =
            new ConfigKey<>(
                    "kafka.start",
                    new ConfigType<>(
                            "earliest, latest, committed (by the group; earliest where it never"
                                    + " was) or a time such as 2026-11-23T00:00:00Z",
                            KafkaKeys::start),
                    "earliest",
                    "Where reading starts when there is no checkpoint.");
    public static final ConfigKey<Duration> DISCOVERY =
            new ConfigKey<>(
                    "kafka.discovery-interval",
                    ConfigType.duration(SECOND, DAY),
                    "1min",
                    "Time between looks for new topics and partitions; those are read from their"
                            + " beginning.");
    public static final ConfigKey<Pattern> OTHER_TOPICS =
            new ConfigKey<>(
                    "input.other-topics",
                    ConfigType.pattern("a regular expression that matches whole topic names"),
                    "otlp_metrics|otlp_logs",
                    "Topics that are read, counted and skipped.");
    public static final ConfigKey<Duration> SILENCE =
            new ConfigKey<>(
                    "time.silence",
                    ConfigType.duration(SECOND, DAY),
                    "1min",
                    "How long a partition must be known to be read to its end before time passes it"
                        + " over. A partition of nothing but unreadable records is that far behind"
                        + " their timestamps.");
    public static final ConfigKey<Duration> MAX_DRIFT =
            new ConfigKey<>(
                    "time.max-drift",
                    ConfigType.duration(SECOND, DAY),
                    "10min",
                    "How far a partition is read ahead of the slowest one in a backlog; bounds"
                            + " state. Reading advances by at most this much five times a second.");
    public static final ConfigKey<String> INFERENCES = topic("inferences", "llm-inferences");
    public static final ConfigKey<String> TRACES = topic("traces", "llm-traces");
    public static final ConfigKey<String> ALERTS = topic("alerts", "llm-alerts");
    public static final ConfigKey<String> LATE_SPANS = topic("late-spans", "llm-late-spans");
    public static final ConfigKey<String> DEAD_LETTERS = topic("dead-letters", "otlp-dead-letters");
    public static final ConfigKey<AlertFormat> ALERT_FORMAT =
            new ConfigKey<>(
                    "output.alert-format",
                    ConfigType.choice(AlertFormat.class),
                    "protobuf",
                    "How the value of an alert is written.");
    public static final ConfigKey<String> ALERT_SOURCE =
            new ConfigKey<>(
                    "output.alert-source",
                    text("a URI reference", "[!-~]{1,200}"),
                    "/shewhart",
                    "Source attribute of the alerts as CloudEvents: names this installation.");
    public static final ConfigKey<String> TRANSACTIONAL_ID_PREFIX =
            new ConfigKey<>(
                    "kafka.transactional-id-prefix",
                    text("letters, digits, dots, dashes and underscores", "[\\w.-]{1,200}"),
                    "shewhart",
                    "Unique on the brokers for every running job, and the same for all its life.");
    public static final ConfigKey<Duration> TRANSACTION_TIMEOUT =
            new ConfigKey<>(
                    "kafka.transaction-timeout",
                    ConfigType.duration(Duration.ofSeconds(10), Duration.ofDays(7)),
                    "15min",
                    "How long the job may be down before the brokers abort its open transactions;"
                            + " at most their transaction.max.timeout.ms, at least twice"
                            + " job.checkpoint-interval.");
    public static final ConfigKey<Boolean> CREATE_TOPICS =
            new ConfigKey<>(
                    "kafka.create-topics",
                    ConfigType.bool(),
                    "false",
                    "Whether the job creates the topics it writes to when they are missing.");
    public static final ConfigKey<Integer> PARTITIONS =
            new ConfigKey<>(
                    "kafka.create-partitions",
                    ConfigType.integer(0, 10_000),
                    "0",
                    "Partitions of topics that are created; 0: as the brokers are set.");
    public static final ConfigKey<Integer> REPLICATION =
            new ConfigKey<>(
                    "kafka.create-replication",
                    ConfigType.integer(0, 100),
                    "0",
                    "Replicas of topics that are created; 0: as the brokers are set.");

    /** In the order of the documentation. */
    static final List<ConfigKey<?>> ALL =
            List.of(
                    BOOTSTRAP_SERVERS,
                    GROUP_ID,
                    START,
                    DISCOVERY,
                    OTHER_TOPICS,
                    SILENCE,
                    MAX_DRIFT,
                    INFERENCES,
                    TRACES,
                    ALERTS,
                    LATE_SPANS,
                    DEAD_LETTERS,
                    ALERT_FORMAT,
                    ALERT_SOURCE,
                    TRANSACTIONAL_ID_PREFIX,
                    TRANSACTION_TIMEOUT,
                    CREATE_TOPICS,
                    PARTITIONS,
                    REPLICATION);

    private KafkaKeys() {}

    private static ConfigKey<String> topic(String what, String name) {
        return new ConfigKey<>(
                "output.topics." + what,
                text("a topic name", "[\\w.-]{1,249}"),
                name,
                "Topic that " + what + " are written to.");
    }

    private static ConfigType<String> text(String allowed, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new ConfigType<>(
                allowed,
                text -> {
                    if (!compiled.matcher(text).matches()) {
                        throw new IllegalArgumentException("not allowed");
                    }
                    return text;
                });
    }

    private static StartOffsets start(String text) {
        for (StartOffsets.From from : StartOffsets.From.values()) {
            if (from != StartOffsets.From.TIMESTAMP
                    && from.name().toLowerCase(Locale.ROOT).equals(text)) {
                return new StartOffsets(from, 0);
            }
        }
        try {
            return new StartOffsets(
                    StartOffsets.From.TIMESTAMP, Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not allowed", e);
        }
    }
}
