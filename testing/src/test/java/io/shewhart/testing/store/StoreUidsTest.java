/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.shewhart.jobs.InfluxSinks;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.operators.flow.Outputs;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Savepoints are bound to uids: those of the store's sinks are in a committed list, too. */
final class StoreUidsTest {
    private static final int PARALLELISM = 3;

    @Test
    void uidsNamesAndParallelismAreTheCommittedOnes() throws Exception {
        InfluxSinks sinks =
                InfluxSinks.of(
                                Config.of(
                                        List.of(
                                                ConfigLayer.commandLine(
                                                        List.of(
                                                                "influxdb.url=http://localhost:8086",
                                                                "influxdb.traces=true")))))
                        .orElseThrow();
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
        sinks.windows().accept(stream(env, WindowAggregate.getDefaultInstance()));
        sinks.chartPoints().accept(stream(env, ChartPoint.getDefaultInstance()));
        sinks.episodes().accept(stream(env, Episode.getDefaultInstance()));
        sinks.quality().accept(stream(env, QualityCount.getDefaultInstance()));
        TraceRecord trace = TraceRecord.of(TraceSummary.getDefaultInstance());
        sinks.traces().accept(env.fromData(List.of(trace), Outputs.TRACES.getTypeInfo()));
        List<String> found =
                env.getStreamGraph().getStreamNodes().stream()
                        .filter(node -> node.getTransformationUID() != null)
                        .map(StoreUidsTest::line)
                        .sorted()
                        .toList();
        assertThat(found).isEqualTo(committed());
    }

    private static <T extends MessageLite> DataStream<T> stream(
            StreamExecutionEnvironment env, T element) {
        return env.fromData(List.of(element), ValueTypeInformation.proto(element));
    }

    private static String line(StreamNode node) {
        return node.getTransformationUID()
                + "\t"
                + node.getOperatorName()
                + "\t"
                + (node.getParallelism() == 1 ? "one subtask" : "all subtasks");
    }

    private static List<String> committed() throws IOException {
        try (var in = StoreUidsTest.class.getResourceAsStream("/store-uids.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
