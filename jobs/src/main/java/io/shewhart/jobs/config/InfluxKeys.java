/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.influx.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Keys of the time-series store. */
public final class InfluxKeys {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    public static final ConfigKey<String> URL =
            new ConfigKey<>(
                    "influxdb.url",
                    new ConfigType<>(
                            "the address of a store with InfluxDB's write API v2, such as"
                                    + " http://localhost:8086, without user, query and"
                                    + " /api/v2/write; empty: no store",
                            InfluxKeys::url),
                    "",
                    "Where windows, chart points, episodes and quality counts are written.");
    public static final ConfigKey<String> ORG =
            new ConfigKey<>(
                    "influxdb.org",
                    new ConfigType<>("any text; empty: none", text -> text),
                    "",
                    "Organisation in InfluxDB 2. Other stores need none.");
    public static final ConfigKey<String> BUCKET =
            new ConfigKey<>(
                    "influxdb.bucket",
                    new ConfigType<>("any text that is not empty", InfluxKeys::notEmpty),
                    "shewhart",
                    "Bucket, in InfluxDB 3 the database. VictoriaMetrics and QuestDB have none.");
    public static final ConfigKey<TokenSource> TOKEN =
            new ConfigKey<>(
                    "influxdb.token",
                    new ConfigType<>(
                            "file:PATH or env:NAME, where the token is read from, never the token"
                                    + " itself; empty: no token",
                            TokenSource::parse),
                    "",
                    "Token with the right to write. Read for every request, where the job runs and"
                            + " where it is submitted.");
    public static final ConfigKey<Integer> BATCH_POINTS =
            new ConfigKey<>(
                    "influxdb.batch-points",
                    ConfigType.integer(1, 1_000_000),
                    "5000",
                    "Most points of a request.");
    public static final ConfigKey<Integer> BATCH_BYTES =
            new ConfigKey<>(
                    "influxdb.batch-bytes",
                    ConfigType.integer(1 << 10, 1 << 28),
                    "2097152",
                    "Most bytes of a request, before compression.");
    public static final ConfigKey<Integer> BUFFER_BYTES =
            new ConfigKey<>(
                    "influxdb.buffer-bytes",
                    ConfigType.integer(1 << 16, 1 << 29),
                    "67108864",
                    "What each subtask of each of the sinks keeps for a store that is down or"
                            + " slow, in memory and in checkpoints; beyond it, back-pressure.");
    public static final ConfigKey<Duration> FLUSH_INTERVAL =
            new ConfigKey<>(
                    "influxdb.flush-interval",
                    ConfigType.duration(MILLI, MINUTE),
                    "250ms",
                    "Longest time that a point waits for others.");
    public static final ConfigKey<Duration> CONNECT_TIMEOUT =
            new ConfigKey<>(
                    "influxdb.connect-timeout",
                    ConfigType.duration(Duration.ofMillis(10), MINUTE),
                    "5s",
                    "Longest time to connect.");
    public static final ConfigKey<Duration> REQUEST_TIMEOUT =
            new ConfigKey<>(
                    "influxdb.request-timeout",
                    ConfigType.duration(Duration.ofMillis(10), HOUR),
                    "30s",
                    "Longest time for a request, connecting included; then it is sent again.");
    public static final ConfigKey<Duration> RETRY_MIN =
            new ConfigKey<>(
                    "influxdb.retry-min-delay",
                    ConfigType.duration(MILLI, HOUR),
                    "500ms",
                    "Wait after a first failure; it doubles with each further one. Attempts have no"
                            + " end, so that no point is lost.");
    public static final ConfigKey<Duration> RETRY_MAX =
            new ConfigKey<>(
                    "influxdb.retry-max-delay",
                    ConfigType.duration(MILLI, HOUR),
                    "30s",
                    "Longest wait between attempts. A store may ask for up to 5min.");
    public static final ConfigKey<Boolean> GZIP =
            new ConfigKey<>(
                    "influxdb.gzip",
                    ConfigType.bool(),
                    "false",
                    "Compresses requests to about a third, for some 20 microseconds of CPU time a"
                            + " point.");

    public static final ConfigKey<Boolean> TRACES =
            new ConfigKey<>(
                    "influxdb.traces",
                    ConfigType.bool(),
                    "false",
                    "Whether the summary of every trace is stored, too (llm_trace), so that the"
                            + " slowest requests can be looked at beside their chart. One point of"
                            + " about 1 kB a trace; all of them are in llm-traces anyway.");

    /** In the order of the documentation. */
    static final List<ConfigKey<?>> ALL =
            List.of(
                    URL,
                    ORG,
                    BUCKET,
                    TOKEN,
                    BATCH_POINTS,
                    BATCH_BYTES,
                    BUFFER_BYTES,
                    FLUSH_INTERVAL,
                    CONNECT_TIMEOUT,
                    REQUEST_TIMEOUT,
                    RETRY_MIN,
                    RETRY_MAX,
                    GZIP,
                    TRACES);

    private InfluxKeys() {}

    private static String url(String text) {
        if (text.isEmpty()) {
            return "";
        }
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new ConfigType.Refusal("no http or https address");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new ConfigType.Refusal("it has more than scheme, host, port and path");
        }
        if (text.endsWith("/write") || text.endsWith("/write/")) {
            throw new ConfigType.Refusal("the path of the write API is added to it");
        }
        return text;
    }

    private static String notEmpty(String text) {
        if (text.isEmpty()) {
            throw new ConfigType.Refusal("it is empty");
        }
        return text;
    }
}
