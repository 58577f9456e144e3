/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.InfluxStore;
import io.shewhart.operators.influx.Measurement;
import io.shewhart.operators.influx.PointLines;
import io.shewhart.operators.influx.ReplyRules;
import io.shewhart.operators.influx.StoreReply;
import io.shewhart.operators.influx.TokenSource;
import io.shewhart.operators.influx.Verdict;
import io.shewhart.operators.influx.WriteLimits;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.SeriesLabels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real store makes of hostile text, of rewritten points and of wrong ones. */
final class QuestDbStoreITCase {
    @TempDir Path directory;

    @Test
    void hostileTextIsReadBackAndARewriteReplaces() throws Exception {
        Episode.Builder episode =
                Episode.newBuilder()
                        .setId("e\"1\"")
                        .setMetric("ttft")
                        .setLabels(
                                SeriesLabels.newBuilder()
                                        .setService("a b,c=d\\")
                                        .setModel("\"語\" 😀\n'"))
                        .setTimeUnixNano(1_795_392_000_000_000_000L)
                        .setShift(-0.1)
                        .setSummary("it said \"no\\yes\",\nthen x=1 é");
        PointLines lines = new PointLines();
        try (QuestDbStore server = QuestDbStore.start(directory, 0);
                InfluxStore store = new InfluxStore(settings(server.url()))) {
            assertThat(write(store, lines.episode(episode.build())).status()).isEqualTo(204);
            episode.setSubgroups(3);
            assertThat(write(store, lines.episode(episode.build())).status()).isEqualTo(204);
            server.awaitWrites(Measurement.LLM_EPISODE);
            var rows = server.query("SELECT * FROM llm_episode");
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0))
                    .containsEntry("service", "a b,c=d\uFF3C")
                    .containsEntry("model", "\"語\" 😀␊'")
                    .containsEntry("id", "e\"1\"")
                    .containsEntry("subgroups", "3")
                    .containsEntry("shift", "-0.1")
                    .containsEntry("baseline_level", null)
                    .containsEntry("summary", "it said \"no\\yes\",␊then x=1 é");
        }
    }

    @Test
    void aLineOfAnotherTypeIsRefusedAlone() throws Exception {
        byte[] good = bytes("llm_quality,reason=a,stage=s count=1i 1795392000000000000");
        byte[] bad = bytes("llm_quality,reason=b,stage=s count=\"one\" 1795392000000000000");
        try (QuestDbStore server = QuestDbStore.start(directory, 0);
                InfluxStore store = new InfluxStore(settings(server.url()))) {
            StoreReply both = write(store, good, bad);
            assertThat(ReplyRules.verdict(both, 2)).as(both.toString()).isEqualTo(Verdict.SPLIT);
            assertThat(both.message()).contains("\"line\":2");
            StoreReply alone = write(store, bad);
            assertThat(ReplyRules.verdict(alone, 1)).isEqualTo(Verdict.REFUSED);
            assertThat(write(store, good).status()).isEqualTo(204);
            server.awaitWrites(Measurement.LLM_QUALITY);
            assertThat(server.query("SELECT * FROM llm_quality")).hasSize(1);
        }
    }

    private static StoreReply write(InfluxStore store, byte[]... lines) throws Exception {
        CompletableFuture<StoreReply> reply = new CompletableFuture<>();
        store.write(List.of(lines), reply::complete);
        return reply.get();
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static InfluxSettings settings(String url) {
        return new InfluxSettings(
                url,
                "",
                "shewhart",
                TokenSource.NONE,
                1_000,
                30_000,
                true,
                new WriteLimits(100, 100_000, 1_000_000, 50, 20, 100));
    }
}
