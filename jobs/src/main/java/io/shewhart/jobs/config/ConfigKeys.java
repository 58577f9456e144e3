/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.chart.AdditionalCharts;
import io.shewhart.operators.chart.LimitRule;
import io.shewhart.operators.otlp.OtlpEncoding;
import io.shewhart.operators.spc.ZoneRule;
import io.shewhart.operators.window.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Every key there is, with its default. What is not here does not exist. */
public final class ConfigKeys {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    public static final ConfigKey<Pattern> TOPICS =
            new ConfigKey<>(
                    "input.topics",
                    ConfigType.pattern("a regular expression that matches whole topic names"),
                    "otlp_spans",
                    "Topics that hold OTLP spans. Records of other topics are counted and"
                            + " skipped.");
    public static final ConfigKey<OtlpEncoding> ENCODING =
            new ConfigKey<>(
                    "input.encoding",
                    ConfigType.choice(OtlpEncoding.class),
                    "auto",
                    "Encoding of the values. auto: the first byte decides.");
    public static final ConfigKey<Integer> MAX_RECORD_BYTES =
            new ConfigKey<>(
                    "input.max-record-bytes",
                    ConfigType.integer(1 << 10, 1 << 30),
                    "67108864",
                    "Larger records are dead letters.");
    public static final ConfigKey<Boolean> DEAD_LETTER_VALUES =
            new ConfigKey<>(
                    "output.dead-letter-values",
                    ConfigType.bool(),
                    "true",
                    "Whether dead letters carry the original bytes. They hold what the input"
                            + " holds.");
    public static final ConfigKey<Duration> BOUND =
            new ConfigKey<>(
                    "time.bound",
                    ConfigType.duration(Duration.ZERO, HOUR),
                    "10s",
                    "How far records of a partition may be out of order without being late.");
    public static final ConfigKey<Duration> CLOCK_AHEAD =
            new ConfigKey<>(
                    "time.clock-ahead",
                    ConfigType.duration(Duration.ZERO, HOUR),
                    "5s",
                    "How far a span may end after its Kafka timestamp; later ends are clamped and"
                            + " flagged.");
    public static final ConfigKey<Duration> CLOCK_BEHIND =
            new ConfigKey<>(
                    "time.clock-behind",
                    ConfigType.duration(DAY, DAY.multipliedBy(36_500)),
                    "365d",
                    "Spans that ended longer than this before their Kafka timestamp do not tell how"
                            + " far their partition is.");
    public static final ConfigKey<Duration> SETTLE =
            new ConfigKey<>(
                    "trace.settle",
                    ConfigType.duration(SECOND, HOUR),
                    "10s",
                    "Wait after a call's or a root's end before it is settled.");
    public static final ConfigKey<Duration> IDLE_TIMEOUT =
            new ConfigKey<>(
                    "trace.idle-timeout",
                    ConfigType.duration(SECOND, DAY),
                    "5min",
                    "A trace without a root settles after this long without a new span.");
    public static final ConfigKey<Duration> MAX_DURATION =
            new ConfigKey<>(
                    "trace.max-duration",
                    ConfigType.duration(SECOND, Duration.ofDays(7)),
                    "1h",
                    "A trace that lives longer is cut into segments.");
    public static final ConfigKey<Duration> RETENTION =
            new ConfigKey<>(
                    "trace.retention",
                    ConfigType.duration(SECOND, DAY),
                    "10min",
                    "How long a settled trace can be amended by late spans.");
    public static final ConfigKey<Integer> MAX_SPANS =
            new ConfigKey<>(
                    "trace.max-spans",
                    ConfigType.integer(1, 1_000_000),
                    "10000",
                    "Spans kept of one trace; further ones go to llm-late-spans.");
    public static final ConfigKey<Integer> TRACE_HEAP =
            new ConfigKey<>(
                    "trace.heap-bytes",
                    ConfigType.integer(1 << 20, 1 << 30),
                    "134217728",
                    "Memory that traces of a subtask may take on the heap, at most an eighth of it;"
                            + " beyond it they lie in the state backend, which is slower.");
    public static final ConfigKey<Duration> WINDOW =
            new ConfigKey<>(
                    "window.length",
                    ConfigType.duration(SECOND, DAY),
                    "1min",
                    "Length of the tumbling windows; whole seconds.");
    public static final ConfigKey<Duration> LATENESS =
            new ConfigKey<>(
                    "window.lateness",
                    ConfigType.duration(Duration.ZERO, DAY),
                    "0s",
                    "Wait after a window's end before it closes. 0s: trace.settle + 1s, the least"
                            + " there can be.");
    public static final ConfigKey<Integer> SERIES_CAP =
            new ConfigKey<>(
                    "series.max-per-service",
                    ConfigType.integer(1, 1_000_000),
                    "1000",
                    "Label sets admitted per service, the most requested first; the rest merges"
                            + " into 'other'.");
    public static final ConfigKey<Duration> SERIES_TTL =
            new ConfigKey<>(
                    "series.ttl",
                    ConfigType.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
                    "7d",
                    "Admission ends after this long without traffic; until then silence is a"
                            + " zero.");
    public static final ConfigKey<Pattern> VERSION_PATTERN =
            new ConfigKey<>(
                    "series.version-pattern",
                    ConfigType.groupPattern(
                            "a regular expression with a capturing group, which becomes the"
                                    + " version; empty: versions as they are"),
                    "",
                    "Folds build numbers, such as (\\d+\\.\\d+) for 1.4.0-b123.");
    public static final ConfigKey<List<String>> CHARTED =
            new ConfigKey<>(
                    "charts.metrics",
                    ConfigType.names(Arrays.stream(Metric.values()).map(Metric::label).toList()),
                    String.join(
                            ",",
                            Arrays.stream(Metric.values())
                                    .filter(Metric::chartedByDefault)
                                    .map(Metric::label)
                                    .toList()),
                    "Metrics that are charted. All metrics are stored.");
    public static final ConfigKey<List<String>> ADDITIONAL =
            new ConfigKey<>(
                    "charts.additional",
                    ConfigType.names(AdditionalCharts.names()),
                    "",
                    "Charts beside the default suite, as metric:chart. Each shares the budget of"
                            + " its chart key, so that the key's limits become a little wider.");
    public static final ConfigKey<Set<ZoneRule>> ALARM_RULES =
            new ConfigKey<>(
                    "charts.alarm-rules",
                    AlarmRulesType.rules(),
                    "",
                    "Run rules that alarm on charts of latencies and amounts. Each is one more"
                            + " alarming chart; its zone line moves out to where the budget is"
                            + " kept.");
    public static final ConfigKey<List<LimitRule>> FIXED_LIMITS =
            new ConfigKey<>(
                    "charts.fixed-limits",
                    LimitsType.limits(),
                    "",
                    "Limits on single windows; broken, they raise episodes of kind threshold,"
                        + " outside the budget. Chart fixed_STATISTIC, or fixed_STATISTIC_NAME.");
    public static final ConfigKey<Double> BUDGET =
            new ConfigKey<>(
                    "budget.false-episodes-per-day",
                    ConfigType.number(0.001, 10_000),
                    "1",
                    "Expected number of false episodes per day over the whole installation when"
                            + " nothing is wrong.");
    public static final ConfigKey<Integer> BUDGET_CHARTS =
            new ConfigKey<>(
                    "budget.charts",
                    ConfigType.integer(1, 10_000_000),
                    "1024",
                    "Number of alarming charts that share the budget.");
    public static final ConfigKey<Integer> PHASE_ONE =
            new ConfigKey<>(
                    "charts.phase-one",
                    ConfigType.integer(25, 1_000),
                    "100",
                    "Subgroups that a baseline is learned from.");
    public static final ConfigKey<Boolean> ADJUST_TOKENS =
            new ConfigKey<>(
                    "charts.adjust-tokens",
                    ConfigType.bool(),
                    "true",
                    "Whether duration and time to first token are judged at equal token counts, so"
                            + " that longer requests are no alarm.");
    public static final ConfigKey<Duration> CHECKPOINT_INTERVAL =
            new ConfigKey<>(
                    "job.checkpoint-interval",
                    ConfigType.duration(Duration.ofMillis(100), HOUR),
                    "10s",
                    "Time between checkpoints.");

    /** In the order of the documentation. */
    public static final List<ConfigKey<?>> ALL =
            join(
                    List.of(KafkaKeys.ALL, InfluxKeys.ALL),
                    TOPICS,
                    ENCODING,
                    MAX_RECORD_BYTES,
                    DEAD_LETTER_VALUES,
                    BOUND,
                    CLOCK_AHEAD,
                    CLOCK_BEHIND,
                    SETTLE,
                    IDLE_TIMEOUT,
                    MAX_DURATION,
                    RETENTION,
                    MAX_SPANS,
                    TRACE_HEAP,
                    WINDOW,
                    LATENESS,
                    SERIES_CAP,
                    SERIES_TTL,
                    VERSION_PATTERN,
                    CHARTED,
                    ADDITIONAL,
                    PHASE_ONE,
                    ADJUST_TOKENS,
                    ALARM_RULES,
                    FIXED_LIMITS,
                    BUDGET,
                    BUDGET_CHARTS,
                    CHECKPOINT_INTERVAL);

    /** Keys that others define. */
    public static final List<ConfigPrefix> PREFIXES =
            List.of(
                    KafkaProperties.ALL_CLIENTS,
                    KafkaProperties.CONSUMERS,
                    KafkaProperties.PRODUCERS);

    private ConfigKeys() {}

    private static List<ConfigKey<?>> join(List<List<ConfigKey<?>>> later, ConfigKey<?>... first) {
        List<ConfigKey<?>> all = new ArrayList<>(List.of(first));
        later.forEach(all::addAll);
        return List.copyOf(all);
    }

    /** The key of a name, or null. */
    static ConfigKey<?> find(String name) {
        for (ConfigKey<?> key : ALL) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }
}
