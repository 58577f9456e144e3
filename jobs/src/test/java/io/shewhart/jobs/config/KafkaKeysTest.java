/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.operators.kafka.StartOffsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's own properties pass through, secrets only by reference, and nothing prints them. */
final class KafkaKeysTest {
    @TempDir Path directory;

    @Test
    void propertiesReachTheClientsTheyAreFor() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("shewhart.yaml"),
                        """
                        kafka:
                          bootstrap-servers: a:9092, b:9093
                          properties:
                            security.protocol: SASL_SSL
                            sasl:
                              mechanism: PLAIN
                              jaas.config: 'a.Module required password="${env:SECRET}";'
                          consumer-properties.max.poll.records: 2000
                          producer-properties.compression.type: zstd
                        """);
        Config config = Config.of(List.of(ConfigLayer.file(file)));
        KafkaOptions options = KafkaOptions.of(config, JobOptions.of(config));
        Properties consumer = options.source().consumer();
        Properties producer = options.results().producer();
        for (Properties client : List.of(consumer, producer, options.admin())) {
            assertThat(client)
                    .containsEntry("bootstrap.servers", "a:9092, b:9093")
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "PLAIN")
                    .containsEntry(
                            "sasl.jaas.config", "a.Module required password=\"${env:SECRET}\";")
                    .containsEntry("config.providers", "env,file,directory");
        }
        assertThat(consumer)
                .containsEntry("max.poll.records", "2000")
                .containsEntry("group.id", "shewhart")
                .doesNotContainKey("compression.type");
        assertThat(producer)
                .containsEntry("compression.type", "zstd")
                .doesNotContainKeys("max.poll.records", "group.id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.properties.sasl.jaas.config",
                "kafka.properties.ssl.key.password",
                "kafka.properties.ssl.keystore.key",
                "kafka.producer-properties.ssl.truststore.password",
                "kafka.consumer-properties.my.interceptor.secret",
                "kafka.sasl.jaas.config",
                "kafka.pasword.password"
            })
    void aSecretIsTakenByReferenceOnlyAndNeverRepeated(String key) {
        assertThat(message(key + "=hunter2")).contains(key).doesNotContain("hunter2");
    }

    @Test
    void whatTheGuaranteesHangOnIsNotPassedThrough() {
        assertThat(message("kafka.properties.group.id=mine"))
                .contains("is set by the job; use kafka.group-id");
        assertThat(message("kafka.producer-properties.acks=1"))
                .contains("is set by the job, whose guarantees depend on it");
    }

    @Test
    void aStartIsARuleOrATime() {
        assertThat(start("latest")).isEqualTo(new StartOffsets(StartOffsets.From.LATEST, 0));
        assertThat(start("committed").from()).isEqualTo(StartOffsets.From.COMMITTED);
        assertThat(start("1970-01-01T00:00:02Z"))
                .isEqualTo(new StartOffsets(StartOffsets.From.TIMESTAMP, 2_000));
        assertThat(message("kafka.start=timestamp")).contains("allowed: earliest, latest");
    }

    private static StartOffsets start(String text) {
        return config("kafka.start=" + text).get(KafkaKeys.START);
    }

    private static String message(String setting) {
        return catchThrowableOfType(ConfigException.class, () -> config(setting)).getMessage();
    }

    private static Config config(String setting) {
        return Config.of(List.of(ConfigLayer.commandLine(List.of(setting))));
    }
}
