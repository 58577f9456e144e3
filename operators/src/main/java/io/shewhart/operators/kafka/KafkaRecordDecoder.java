/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.flow.DecodedRecordSerializer;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.LogSilence;
import io.shewhart.operators.ingest.RecordDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes on the task's thread, one decoded record for each Kafka record; never throws, whatever
 * the bytes. Tells each partition's {@link LogSilence} what was read.
 */
final class KafkaRecordDecoder implements KafkaRecordDeserializationSchema<DecodedRecord> {
    private static final long serialVersionUID = 1L;

    private final RecordDecoder.Options options;
    private final Pattern spanTopics;
    private transient Map<String, Map<Integer, Log>> logs;
    private transient RecordDecoder decoder;

    KafkaRecordDecoder(RecordDecoder.Options options, Pattern spanTopics) {
        this.options = options;
        this.spanTopics = spanTopics;
    }

    /** Starts to decode a partition; a silence and lag of null stand for a topic without spans. */
    void add(TopicPartition partition, LogSilence silence, PartitionLag lag) {
        if (logs == null) {
            logs = new HashMap<>();
            decoder = new RecordDecoder(options);
        }
        logs.computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                .put(partition.partition(), new Log(partition.toString(), silence, lag));
    }

    /** Whether records of a topic are decoded. */
    boolean holdsSpans(String topic) {
        return spanTopics.matcher(topic).matches();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<DecodedRecord> out) {
        Log log = logs.get(record.topic()).get(record.partition());
        if (log.silence() == null) {
            out.collect(DecodedRecord.skipped(log.name()));
            return;
        }
        log.silence().read(record.offset());
        DecodedRecord decoded =
                decoder.decode(
                        log.name(),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.value());
        log.lag().read(decoded.maxEventUnixNano);
        out.collect(decoded);
    }

    @Override
    public TypeInformation<DecodedRecord> getProducedType() {
        return ValueTypeInformation.of(DecodedRecord.class, DecodedRecordSerializer.INSTANCE);
    }

    /** A partition under its name, and how far it was read. */
    private record Log(String name, LogSilence silence, PartitionLag lag) {}
}
