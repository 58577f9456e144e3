/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.LabelSet;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.SeriesLabels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Alerts as CloudEvents 1.0 in the Kafka protocol binding's binary mode: attributes are headers,
 * the value is the data alone. Key: the chart key, so that an episode's events stay in order.
 *
 * <p>Guarantee: the same event of an episode gives the same bytes and the same {@code ce_id}, by
 * which readers drop what was sent twice.
 */
final class AlertRecords implements KafkaRecordSerializationSchema<Episode> {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "io.shewhart.episode.";
    private static final String STATE = "EPISODE_STATE_";

    private final String topic;
    private final AlertFormat format;
    private final String source;

    AlertRecords(String topic, AlertFormat format, String source) {
        this.topic = topic;
        this.format = format;
        this.source = source;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Episode episode, KafkaSinkContext context, Long timestamp) {
        String key = ChartKey.of(episode.getMetric(), LabelSet.of(episode.getLabels())).hex();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, utf8(key), value(episode));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", episode.getId() + "-" + episode.getSequence());
        header(record, "ce_source", source);
        header(record, "ce_type", TYPE + state(episode));
        header(record, "ce_subject", subject(episode));
        header(record, "ce_time", time(episode.getTimeUnixNano()));
        header(record, "ce_partitionkey", key);
        header(
                record,
                "content-type",
                format == AlertFormat.JSON ? "application/json" : "application/protobuf");
        return record;
    }

    private byte[] value(Episode episode) {
        if (format == AlertFormat.PROTOBUF) {
            return episode.toByteArray();
        }
        try {
            return utf8(
                    JsonFormat.printer()
                            .omittingInsignificantWhitespace()
                            .alwaysPrintFieldsWithNoPresence()
                            .print(episode));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an episode holds nothing that JSON cannot tell", e);
        }
    }

    private static String state(Episode episode) {
        return episode.getState().name().substring(STATE.length()).toLowerCase(Locale.ROOT);
    }

    /** Metric and labels, in the order of the chart key's documentation. */
    private static String subject(Episode episode) {
        SeriesLabels labels = episode.getLabels();
        return String.join(
                "/",
                episode.getMetric(),
                labels.getService(),
                labels.getEnvironment(),
                labels.getProvider(),
                labels.getModel(),
                labels.getOperation(),
                labels.getVantage());
    }

    private static String time(long unixNano) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(unixNano, 1_000_000_000L),
                        Math.floorMod(unixNano, 1_000_000_000L))
                .toString();
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
