/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Sinks into Kafka.
 *
 * <p>Guarantee: inferences, traces and late spans exactly-once, in transactions that are committed
 * with each checkpoint; read them with isolation level read_committed. Alerts and dead letters
 * at-least-once with content and ids that a replay repeats, since an alert must not wait for a
 * checkpoint.
 *
 * <p>A job that broke off between a checkpoint and its commit commits when it is restored. When it
 * was down for longer than the transaction's timeout, the broker has aborted it meanwhile: Flink's
 * sink then logs an error, counts {@code failedCommittables} and goes on without these records.
 * Everything else that was open is read and written again.
 *
 * <p>Records of a transaction are seen when it is committed and not before, so producers take their
 * time to fill batches: what many small requests cost, the broker's processor most of all, is then
 * hardly there. Properties that a user gives go before these.
 *
 * <p>Transactional ids are pooled: a few per subtask are used again and again, where a new one for
 * every checkpoint would stay with the broker for a week. That needs brokers from 3.0 on, and the
 * right to describe the topics.
 *
 * @param producer properties of the producers, bootstrap.servers among them
 * @param transactionalIdPrefix unique on the brokers for each running job, and kept for its life
 * @param transactionTimeout at most what the brokers allow; longer than any downtime
 * @param topics where results go
 * @param alertFormat how alerts are written
 * @param alertSource the source attribute of alerts
 */
public record KafkaResults(
        Properties producer,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        ResultTopics topics,
        AlertFormat alertFormat,
        String alertSource) {

    /** Kafka's default of max.request.size, which is that of a topic's max.message.bytes too. */
    private static final int DEFAULT_REQUEST_BYTES = 1 << 20;

    /** More than the headers of a dead letter and a batch take. */
    private static final int HEADER_BYTES = 16 << 10;

    /** Of producers whose records wait for a commit anyway. */
    private static final Map<String, String> PATIENT =
            Map.of(
                    ProducerConfig.LINGER_MS_CONFIG, "100",
                    ProducerConfig.BATCH_SIZE_CONFIG, "131072",
                    ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");

    /**
     * Of all producers, and of the client that asks for their open transactions: brokers that are
     * away for minutes hold the job up and do not fail it. As long as a checkpoint may take.
     */
    private static final Map<String, String> OUTAGE =
            Map.of(
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, SpanSource.OUTAGE_MILLIS,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SpanSource.OUTAGE_MILLIS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SpanSource.OUTAGE_MILLIS);

    /** Key: trace id. */
    public Sink<Inference> inferences() {
        return exactlyOnce(
                "inferences", KeyedRecords.of(topics.inferences(), Inference::getTraceIdBytes));
    }

    /** Key: trace id. */
    public Sink<TraceRecord> traces() {
        return exactlyOnce(
                "traces",
                new KeyedRecords<>(
                        topics.traces(),
                        trace -> trace.head().getTraceIdBytes(),
                        TraceRecord::toByteArray));
    }

    /** Key: trace id. */
    public Sink<LateSpan> lateSpans() {
        return exactlyOnce(
                "late-spans", KeyedRecords.of(topics.lateSpans(), LateSpan::getTraceIdBytes));
    }

    /** Key: chart key. */
    public Sink<Episode> alerts() {
        return atLeastOnce(new AlertRecords(topics.alerts(), alertFormat, alertSource));
    }

    /** No key. */
    public Sink<DeadLetter> deadLetters() {
        int largest =
                Integer.parseInt(
                        producer.getProperty(
                                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                        Integer.toString(DEFAULT_REQUEST_BYTES))
                                .trim());
        return atLeastOnce(
                new DeadLetterRecords(topics.deadLetters(), Math.max(0, largest - HEADER_BYTES)));
    }

    private <T> Sink<T> exactlyOnce(String name, KafkaRecordSerializationSchema<T> records) {
        KafkaSinkBuilder<T> sink = sink(records);
        PATIENT.forEach((key, value) -> sink.setProperty(key, producer.getProperty(key, value)));
        return new QuietSink<>(
                sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(transactionalIdPrefix + "-" + name)
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .setProperty(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                Long.toString(transactionTimeout.toMillis()))
                        .build());
    }

    private <T> Sink<T> atLeastOnce(KafkaRecordSerializationSchema<T> records) {
        return new QuietSink<>(
                sink(records).setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build());
    }

    private <T> KafkaSinkBuilder<T> sink(KafkaRecordSerializationSchema<T> records) {
        KafkaSinkBuilder<T> sink =
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(producer)
                        .setRecordSerializer(records);
        OUTAGE.forEach((key, value) -> sink.setProperty(key, producer.getProperty(key, value)));
        return sink;
    }
}
