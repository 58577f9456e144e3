/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.shewhart.schemas.v1.Episode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads alerts as any consumer of the topic does: committed records, JSON, those dropped that come
 * again with the same {@code ce_id}.
 */
final class AlertFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int REMEMBERED = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> seen = new HashSet<>();
    private final Consumer<Episode> reader;
    private final Thread thread;

    /** Reads what comes from now on. */
    AlertFeed(Properties clientProperties, String topic, Consumer<Episode> reader) {
        Properties properties = new Properties();
        properties.putAll(clientProperties);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.reader = reader;
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = new Thread(this::run, "alerts");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(this::read);
            }
        } catch (WakeupException | InterruptException e) {
            // It is closed.
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (seen.size() > REMEMBERED) {
            seen.clear();
        }
        Header id = record.headers().lastHeader("ce_id");
        if (id != null && !seen.add(new String(id.value(), StandardCharsets.UTF_8))) {
            return;
        }
        Episode.Builder episode = Episode.newBuilder();
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(new String(record.value(), StandardCharsets.UTF_8), episode);
        } catch (InvalidProtocolBufferException e) {
            // With --set output.alert-format=protobuf.
            try {
                episode.mergeFrom(record.value());
            } catch (InvalidProtocolBufferException neither) {
                return;
            }
        }
        reader.accept(episode.build());
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
