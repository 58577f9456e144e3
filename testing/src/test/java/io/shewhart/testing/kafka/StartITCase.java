/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What brokers are asked before the job starts, and the alerts as another system reads them. */
final class StartITCase {
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = EmbeddedKafka.start(Map.of("transaction.max.timeout.ms", "60000"));
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void everythingThatKeepsTheJobFromStartingIsSaidAtOnce() throws Exception {
        Ended ended = run("kafka.transaction-timeout=61s", "output.topics.traces=missing");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors())
                .contains(
                        "kafka.transaction-timeout: 61000 ms is not allowed; allowed: at most 60000"
                                + " ms, the brokers' transaction.max.timeout.ms")
                .containsPattern("Topics are missing: .*missing")
                .contains("--create-topics");
        assertThatThrownBy(
                        () ->
                                ProcessControlJob.main(
                                        new String[] {
                                            "--set",
                                            "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                            "--set",
                                            "kafka.transaction-timeout=61s"
                                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kafka.transaction-timeout");
    }

    @Test
    void missingTopicsAreCreatedByTheCommand() throws Exception {
        Ended ended =
                run(
                        List.of("--create-topics"),
                        "output.topics.alerts=made-alerts",
                        "kafka.create-partitions=3");
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.console()).contains("Created").contains("made-alerts");
        assertThat(kafka.topics()).contains("made-alerts").doesNotContain("otlp_spans");
        assertThat(run(List.of("--create-topics"), "output.topics.alerts=made-alerts").console())
                .contains("All topics are there.");
    }

    @Test
    void aBrokerThatCannotBeReachedIsSaidInOneLine() throws Exception {
        Ended ended =
                run(
                        "kafka.bootstrap-servers=localhost:1",
                        "kafka.properties.default.api.timeout.ms=1500",
                        "kafka.properties.request.timeout.ms=1000");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors()).startsWith("Kafka did not list the topics").hasLineCount(1);
    }

    @Test
    void alertsAreCloudEvents() throws Exception {
        kafka.createTopic("events", 1);
        Config config =
                Config.of(
                        List.of(
                                ConfigLayer.commandLine(
                                        List.of(
                                                "kafka.bootstrap-servers="
                                                        + kafka.bootstrapServers(),
                                                "output.topics.alerts=events",
                                                "output.alert-format=json",
                                                // Secrets and the like come by reference.
                                                "kafka.producer-properties.client.rack=${env:PATH}"))));
        KafkaOptions options = KafkaOptions.of(config, JobOptions.of(config));
        Episode episode =
                Episode.newBuilder()
                        .setId("ab")
                        .setState(EpisodeState.EPISODE_STATE_OPENED)
                        .setMetric("ttft")
                        .build();
        Configuration c = new Configuration();
        c.set(RestOptions.BIND_PORT, "0");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, c);
        env.fromData(
                        List.of(episode, episode.toBuilder().setSequence(1).build()),
                        ValueTypeInformation.proto(Episode.getDefaultInstance()))
                .sinkTo(options.results().alerts());
        env.execute("alerts");
        List<ConsumerRecord<byte[], byte[]>> events = kafka.read("events");
        assertThat(events)
                .extracting(event -> header(event, "ce_id"))
                .containsExactly("ab-0", "ab-1");
        for (ConsumerRecord<byte[], byte[]> event : events) {
            assertThat(header(event, "ce_type")).isEqualTo("io.shewhart.episode.opened");
            assertThat(header(event, "content-type")).isEqualTo("application/json");
            assertThat(new String(event.value(), StandardCharsets.UTF_8))
                    .startsWith("{\"id\":\"ab\"");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Ended run(String... settings) {
        return run(List.of(), settings);
    }

    private static Ended run(List<String> more, String... settings) {
        List<String> args = new ArrayList<>(more);
        args.addAll(List.of("--set", "kafka.bootstrap-servers=" + kafka.bootstrapServers()));
        args.addAll(List.of("--set", "kafka.transaction-timeout=1min"));
        for (String setting : settings) {
            args.addAll(List.of("--set", setting));
        }
        StringWriter console = new StringWriter();
        StringWriter errors = new StringWriter();
        int code =
                ProcessControlJob.run(
                        new PrintWriter(console, true),
                        new PrintWriter(errors, true),
                        args.toArray(new String[0]));
        return new Ended(code, console.toString(), errors.toString());
    }

    private record Ended(int code, String console, String errors) {}
}
