/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.LabelSet;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.SeriesLabels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** CloudEvents 1.0, Kafka protocol binding, binary content mode (sections 3.1 and 3.2). */
class AlertRecordsTest {
    private static final Episode EPISODE =
            Episode.newBuilder()
                    .setId("0123456789abcdef0123456789abcdef")
                    .setSequence(2)
                    .setState(EpisodeState.EPISODE_STATE_RESOLVED)
                    .setMetric("ttft")
                    .setLabels(
                            SeriesLabels.newBuilder()
                                    .setService("shop")
                                    .setModel("gpt-4o")
                                    .setVersion("1.4"))
                    .setTimeUnixNano(1_795_383_303_250_000_000L)
                    .build();
    private static final String KEY = ChartKey.of("ttft", LabelSet.of(EPISODE.getLabels())).hex();

    @Test
    void attributesAreHeadersAndTheValueIsTheEpisode() throws Exception {
        ProducerRecord<byte[], byte[]> record = record(AlertFormat.PROTOBUF, EPISODE);
        assertThat(record.topic()).isEqualTo("alerts");
        assertThat(text(record.key())).isEqualTo(KEY);
        assertThat(Episode.parseFrom(record.value())).isEqualTo(EPISODE);
        assertThat(headers(record))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "0123456789abcdef0123456789abcdef-2",
                                "ce_source", "/plant",
                                "ce_type", "io.shewhart.episode.resolved",
                                "ce_subject", "ttft/shop///gpt-4o//",
                                "ce_time", "2026-11-22T21:35:03.250Z",
                                "ce_partitionkey", KEY,
                                "content-type", "application/protobuf"));
    }

    @Test
    void asJsonEveryFieldWithoutPresenceIsPrinted() throws Exception {
        ProducerRecord<byte[], byte[]> record = record(AlertFormat.JSON, EPISODE);
        assertThat(headers(record)).containsEntry("content-type", "application/json");
        Episode.Builder read = Episode.newBuilder();
        JsonFormat.parser().merge(text(record.value()), read);
        assertThat(read.build()).isEqualTo(EPISODE);
        assertThat(text(record.value())).contains("\"signals\":0").doesNotContain("lcl");
    }

    @Test
    void theKeyIsTheChartKeyWhateverTheVersion() {
        Episode other =
                EPISODE.toBuilder()
                        .setLabels(EPISODE.getLabels().toBuilder().setVersion("1.5"))
                        .build();
        assertThat(text(record(AlertFormat.JSON, other).key())).isEqualTo(KEY);
    }

    private static ProducerRecord<byte[], byte[]> record(AlertFormat format, Episode episode) {
        return new AlertRecords("alerts", format, "/plant").serialize(episode, null, null);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
