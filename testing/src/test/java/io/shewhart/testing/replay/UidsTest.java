/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.StoreSinks;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.replay.ReplayRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints are bound to uids: changing one is a decision, seen in a review of the committed list.
 */
final class UidsTest {
    @TempDir Path directory;

    @Test
    void uidsAndNamesAreTheCommittedOnes() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.jsonl"));
        List<String> found;
        try (ReplayRun run =
                ReplayRun.prepare(List.of(empty), List.of(), directory.resolve("out"))) {
            StreamExecutionEnvironment env = run.environment(1, null);
            run.build(env, source -> source);
            found = lines(env);
        }
        assertThat(found).isEqualTo(committed("/uids.tsv"));
    }

    @Test
    void uidsAndNamesOfTheJobOnKafkaAreTheCommittedOnes() throws Exception {
        JobOptions options = JobOptions.of(Config.defaults());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.endless(options));
        ProcessControlJob.build(
                env, options, KafkaOptions.of(Config.defaults(), options), StoreSinks.none());
        assertThat(lines(env)).isEqualTo(committed("/uids-kafka.tsv"));
    }

    private static List<String> lines(StreamExecutionEnvironment env) {
        return env.getStreamGraph().getStreamNodes().stream()
                .filter(node -> node.getTransformationUID() != null)
                .map(UidsTest::line)
                .sorted()
                .toList();
    }

    private static String line(StreamNode node) {
        return node.getTransformationUID() + "\t" + node.getOperatorName();
    }

    private static List<String> committed(String list) throws IOException {
        try (var in = UidsTest.class.getResourceAsStream(list)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
