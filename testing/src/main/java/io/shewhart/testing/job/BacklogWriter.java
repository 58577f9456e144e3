/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.testing.cluster.KafkaProcess;
import io.shewhart.testing.kafka.KafkaTopics;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes backlogs to a broker. */
final class BacklogWriter {
    /** The topic that they are written to. */
    static final String TOPIC = "backlog-spans";

    private BacklogWriter() {}

    /** Writes one into a new topic; fails if a record was not taken. */
    static BacklogFacts write(BacklogPlan plan, KafkaProcess broker) throws Exception {
        try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers())) {
            topics.createTopic(TOPIC, plan.partitions(), Map.of("retention.ms", "-1"));
            Properties properties = topics.clientProperties();
            properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "900000");
            properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
            AtomicReference<Exception> failure = new AtomicReference<>();
            BacklogFacts facts;
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new ByteArraySerializer())) {
                facts =
                        Backlog.make(
                                plan,
                                (partition, millis, value) -> {
                                    // The callback tells what matters.
                                    Future<?> unused =
                                            producer.send(
                                                    new ProducerRecord<>(
                                                            TOPIC, partition, millis, null, value),
                                                    (metadata, e) -> {
                                                        if (e != null) {
                                                            failure.set(e);
                                                        }
                                                    });
                                });
            }
            if (failure.get() != null) {
                throw failure.get();
            }
            return facts;
        }
    }
}
