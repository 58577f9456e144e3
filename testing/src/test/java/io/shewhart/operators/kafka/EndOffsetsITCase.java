/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.ingest.LogSilence.Answer;
import io.shewhart.testing.Await;
import io.shewhart.testing.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a real broker says about the ends of partitions. */
final class EndOffsetsITCase {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void theBrokerIsAskedWhatIsLeftToRead() throws Exception {
        TopicPartition empty = new TopicPartition("log", 0);
        TopicPartition full = new TopicPartition("log", 1);
        TopicPartition marked = new TopicPartition("log", 2);
        Properties committedOnly;
        EndOffsets ends;
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("log", 3);
            try (KafkaProducer<byte[], byte[]> producer = kafka.producer(null)) {
                for (int i = 0; i < 5; i++) {
                    producer.send(new ProducerRecord<>("log", 1, null, new byte[10])).get();
                }
            }
            ends = new EndOffsets(kafka.clientProperties(), "ends", TIMEOUT);
            // Nothing was ever there; all is read; a backlog.
            assertThat(ends.ask(Map.of(empty, -1L))).containsEntry(empty, Answer.READ_TO_END);
            assertThat(ends.ask(Map.of(empty, 0L, full, 5L)))
                    .isEqualTo(Map.of(empty, Answer.READ_TO_END, full, Answer.READ_TO_END));
            for (long next : List.of(-1L, 0L, 4L)) {
                assertThat(ends.ask(Map.of(full, next))).containsEntry(full, Answer.RECORDS_LEFT);
            }

            committedOnly = kafka.clientProperties();
            committedOnly.setProperty("isolation.level", "read_committed");
            try (EndOffsets committed = new EndOffsets(committedOnly, "committed", TIMEOUT);
                    KafkaProducer<byte[], byte[]> producer = kafka.producer("transactions")) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("log", 2, null, new byte[10])).get();
                // Open, it is not there yet for those who read committed records only.
                assertThat(committed.ask(Map.of(marked, 0L)))
                        .containsEntry(marked, Answer.READ_TO_END);
                assertThat(ends.ask(Map.of(marked, 0L))).containsEntry(marked, Answer.RECORDS_LEFT);
                producer.commitTransaction();
                // The broker commits after it has answered.
                Await.until("a committed record", () -> kafka.read("log").size() >= 6);
                // The mark of the transaction stands behind the record and cannot be read.
                assertThat(committed.ask(Map.of(marked, 0L)))
                        .containsEntry(marked, Answer.RECORDS_LEFT);
                assertThat(committed.ask(Map.of(marked, 1L)))
                        .containsEntry(marked, Answer.READ_TO_END);
                assertThat(ends.ask(Map.of(marked, 1L))).containsEntry(marked, Answer.READ_TO_END);
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("log", 2, null, new byte[10])).get();
                producer.commitTransaction();
                Await.until("a committed record", () -> kafka.read("log").size() >= 7);
                assertThat(committed.ask(Map.of(marked, 1L)))
                        .containsEntry(marked, Answer.RECORDS_LEFT);
            }
        }
        // The broker is gone.
        try (ends;
                EndOffsets later = new EndOffsets(committedOnly, "later", Duration.ofMillis(300))) {
            assertThat(later.ask(Map.of(full, 5L))).containsEntry(full, Answer.UNKNOWN);
        }
    }
}
