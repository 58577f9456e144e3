/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A running broker as a test uses it: topics, producers, everything that a reader of committed
 * records sees. Closing ends the connection, not the broker.
 */
public class KafkaTopics implements AutoCloseable {
    private static final String PATIENCE_MILLIS = "300000";

    /** A broker has the last word. */
    private static final int LARGEST_REQUEST_BYTES = 16 << 20;

    private static final Set<TransactionState> NOTHING_OPEN =
            Set.of(
                    TransactionState.EMPTY,
                    TransactionState.COMPLETE_COMMIT,
                    TransactionState.COMPLETE_ABORT);

    private final String bootstrapServers;
    private final Admin admin;

    /** Connects at the first use. */
    public KafkaTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        Properties patient = clientProperties();
        // A broker that has just been started, on a busy machine.
        patient.setProperty(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        admin = Admin.create(patient);
    }

    /** host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What a client needs to connect. */
    public Properties clientProperties() {
        Properties properties = new Properties();
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return properties;
    }

    /** Creates a topic. */
    public void createTopic(String name, int partitions) throws Exception {
        createTopic(name, partitions, Map.of());
    }

    /** Creates a topic with settings. */
    public void createTopic(String name, int partitions, Map<String, String> settings)
            throws Exception {
        admin.createTopics(
                        List.of(
                                new NewTopic(name, Optional.of(partitions), Optional.of((short) 1))
                                        .configs(settings)))
                .all()
                .get();
    }

    /** Gives a topic more partitions. */
    public void growTopic(String name, int partitions) throws Exception {
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
    }

    /** Transactional ids with a prefix whose transaction is neither committed nor aborted. */
    public List<String> openTransactions(String prefix)
            throws InterruptedException, ExecutionException {
        return admin.listTransactions().all().get().stream()
                .filter(t -> t.transactionalId().startsWith(prefix))
                .filter(t -> !NOTHING_OPEN.contains(t.state()))
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }

    /** Aborts what is open under transactional ids and refuses those who have begun it. */
    public void fence(List<String> transactionalIds)
            throws InterruptedException, ExecutionException {
        admin.fenceProducers(transactionalIds).all().get();
    }

    /** Names of all topics. */
    public List<String> topics() throws Exception {
        return admin.listTopics().names().get().stream().sorted().toList();
    }

    /** Offsets that a group has committed. */
    public Map<TopicPartition, Long> committed(String group)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /** Where the partitions of topics end, that is, the offsets of their next records. */
    public Map<TopicPartition, Long> ends(List<String> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach(
                        (topic, description) ->
                                description
                                        .partitions()
                                        .forEach(
                                                p ->
                                                        latest.put(
                                                                new TopicPartition(
                                                                        topic, p.partition()),
                                                                OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, offset) -> ends.put(partition, offset.offset()));
        return ends;
    }

    /** A producer; transactional when it is given an id. */
    public KafkaProducer<byte[], byte[]> producer(String transactionalIdOrNull) {
        Properties properties = clientProperties();
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST_BYTES));
        // A partition that has just been created may refuse a first request and take the second,
        // which
        // was sent before that was known: then it would refuse the first one for ever.
        properties.setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        if (transactionalIdOrNull != null) {
            properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalIdOrNull);
        }
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Deletes topics. */
    public void deleteTopics(List<String> names) throws InterruptedException, ExecutionException {
        admin.deleteTopics(names).all().get();
    }

    /** All committed records of a topic that are there now, partition by partition. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(topic, records::add);
        return records;
    }

    /** The same with records of transactions that are open or were aborted. */
    public List<ConsumerRecord<byte[], byte[]>> readUncommitted(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(topic, "read_uncommitted", records::add);
        return records;
    }

    /** All committed records, one by one. */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        read(topic, "read_committed", records);
    }

    private void read(
            String topic, String isolation, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        Properties properties = clientProperties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < ends.get(partition)) {
                    consumer.poll(Duration.ofMillis(200)).forEach(records);
                }
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
