/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.schemas.v1.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters: the original bytes unchanged as value, or none by configuration or where a producer
 * would refuse so many; why and from where in headers of text. No key. What is sent twice has the
 * same topic, partition and offset.
 *
 * <p>A record that is too large to be sent would fail the job, and again after every restart.
 */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {
    private static final long serialVersionUID = 1L;
    private static final String REASON = "DEAD_LETTER_REASON_";

    private final String topic;
    private final int maxValueBytes;

    DeadLetterRecords(String topic, int maxValueBytes) {
        this.topic = topic;
        this.maxValueBytes = maxValueBytes;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value(letter));
        header(
                record,
                "reason",
                letter.getReason().name().substring(REASON.length()).toLowerCase(Locale.ROOT));
        header(record, "detail", letter.getDetail());
        header(record, "topic", letter.getTopic());
        header(record, "partition", Integer.toString(letter.getPartition()));
        header(record, "offset", Long.toString(letter.getOffset()));
        header(record, "timestamp", Long.toString(letter.getTimestampMillis()));
        header(record, "spans-kept", Integer.toUnsignedString(letter.getSpansKept()));
        if (letter.hasValue()) {
            header(record, "value-bytes", Integer.toString(letter.getValue().size()));
        }
        return record;
    }

    private byte[] value(DeadLetter letter) {
        return letter.hasValue() && letter.getValue().size() <= maxValueBytes
                ? letter.getValue().toByteArray()
                : null;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add("shewhart-" + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
