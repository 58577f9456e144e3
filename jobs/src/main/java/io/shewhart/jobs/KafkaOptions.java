/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigKey;
import io.shewhart.jobs.config.ConfigKeys;
import io.shewhart.jobs.config.KafkaKeys;
import io.shewhart.jobs.config.KafkaProperties;
import io.shewhart.operators.kafka.KafkaResults;
import io.shewhart.operators.kafka.ResultTopics;
import io.shewhart.operators.kafka.SpanSource;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * What a validated configuration says about Kafka.
 *
 * <p>References to secrets stay references: each client resolves them where it runs.
 *
 * @param source what is read
 * @param results what is written
 * @param admin properties of clients that only ask
 * @param createTopics whether missing topics are created
 * @param partitions of these; empty: as the brokers are set
 * @param replication of these; empty: as the brokers are set
 */
public record KafkaOptions(
        SpanSource.Settings source,
        KafkaResults results,
        Properties admin,
        boolean createTopics,
        Optional<Integer> partitions,
        Optional<Short> replication) {

    /** The options of a configuration. */
    public static KafkaOptions of(Config config, JobOptions job) {
        Properties all = new Properties();
        all.setProperty(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                config.get(KafkaKeys.BOOTSTRAP_SERVERS));
        all.setProperty("config.providers", "env,file,directory");
        all.setProperty("config.providers.env.class", EnvVarConfigProvider.class.getName());
        all.setProperty("config.providers.file.class", FileConfigProvider.class.getName());
        all.setProperty(
                "config.providers.directory.class", DirectoryConfigProvider.class.getName());
        all.putAll(config.below(KafkaProperties.ALL_CLIENTS));
        Properties consumer = new Properties();
        consumer.putAll(all);
        consumer.putAll(config.below(KafkaProperties.CONSUMERS));
        consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, config.get(KafkaKeys.GROUP_ID));
        Properties producer = new Properties();
        producer.putAll(all);
        producer.putAll(config.below(KafkaProperties.PRODUCERS));
        return new KafkaOptions(
                new SpanSource.Settings(
                        consumer,
                        config.get(ConfigKeys.TOPICS),
                        config.get(KafkaKeys.OTHER_TOPICS),
                        config.get(KafkaKeys.START),
                        config.get(KafkaKeys.DISCOVERY),
                        config.get(KafkaKeys.SILENCE),
                        job.boundNanos(),
                        job.decoding()),
                new KafkaResults(
                        producer,
                        config.get(KafkaKeys.TRANSACTIONAL_ID_PREFIX),
                        config.get(KafkaKeys.TRANSACTION_TIMEOUT),
                        new ResultTopics(
                                config.get(KafkaKeys.INFERENCES),
                                config.get(KafkaKeys.TRACES),
                                config.get(KafkaKeys.ALERTS),
                                config.get(KafkaKeys.LATE_SPANS),
                                config.get(KafkaKeys.DEAD_LETTERS)),
                        config.get(KafkaKeys.ALERT_FORMAT),
                        config.get(KafkaKeys.ALERT_SOURCE)),
                all,
                config.get(KafkaKeys.CREATE_TOPICS),
                positive(config, KafkaKeys.PARTITIONS),
                positive(config, KafkaKeys.REPLICATION).map(Integer::shortValue));
    }

    private static Optional<Integer> positive(Config config, ConfigKey<Integer> key) {
        return Optional.of(config.get(key)).filter(n -> n > 0);
    }
}
