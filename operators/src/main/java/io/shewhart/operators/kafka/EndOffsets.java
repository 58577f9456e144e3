/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.ingest.LogSilence.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker whether partitions were read to their end. Sees what a reader with the same
 * properties sees: with isolation level read_committed an open transaction is not yet there.
 *
 * <p>The last offsets of a partition may hold nothing to read, only the marks of transactions or
 * what compaction left. Where records seem left but none came, it looks.
 */
final class EndOffsets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;

    /** Ranges in which nothing was found, by partition: from, to. */
    private final Map<TopicPartition, long[]> hollow = new HashMap<>();

    /** Offsets at which records were found, by partition: a backlog is looked at once. */
    private final Map<TopicPartition, Long> filled = new HashMap<>();

    private boolean reachable = true;

    EndOffsets(Properties properties, String clientId, Duration timeout) {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        own.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        own.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1024");
        own.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        consumer =
                new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.timeout = timeout;
    }

    /** An answer for every partition asked for, by the offset of its next record. */
    Map<TopicPartition, Answer> ask(Map<TopicPartition, Long> next) {
        Map<TopicPartition, Answer> answers = new HashMap<>();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet(), timeout);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(next.keySet(), timeout);
            for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
                TopicPartition partition = entry.getKey();
                Long begin = begins.get(partition);
                Long end = ends.get(partition);
                answers.put(
                        partition,
                        begin == null || end == null
                                ? Answer.UNKNOWN
                                : answer(partition, Math.max(entry.getValue(), begin), end));
            }
            reachable = true;
        } catch (WakeupException e) {
            next.keySet().forEach(partition -> answers.put(partition, Answer.UNKNOWN));
        } catch (KafkaException e) {
            if (reachable) {
                LOG.warn("No broker says where partitions end; none counts as silent.", e);
                reachable = false;
            }
            next.keySet().forEach(partition -> answers.put(partition, Answer.UNKNOWN));
        }
        return answers;
    }

    /** Where partitions end; empty when no broker answers. */
    Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions, timeout);
        } catch (KafkaException e) {
            return Map.of();
        }
    }

    private Answer answer(TopicPartition partition, long from, long end) {
        if (end <= from) {
            hollow.remove(partition);
            return Answer.READ_TO_END;
        }
        Long record = filled.get(partition);
        if (record != null && record == from) {
            return Answer.RECORDS_LEFT;
        }
        long[] known = hollow.get(partition);
        if (known != null && known[0] == from && known[1] >= end) {
            return Answer.READ_TO_END;
        }
        return look(partition, from, end);
    }

    private Answer look(TopicPartition partition, long from, long end) {
        consumer.assign(List.of(partition));
        try {
            consumer.seek(partition, from);
            if (!consumer.poll(LOOK).isEmpty()) {
                filled.put(partition, from);
            } else if (consumer.position(partition, timeout) >= end) {
                hollow.put(partition, new long[] {from, end});
                return Answer.READ_TO_END;
            }
            // Or the broker was too slow to tell: it is looked at again.
            return Answer.RECORDS_LEFT;
        } finally {
            consumer.unsubscribe();
        }
    }

    /** Interrupts a question from another thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
