/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.testing.Await;
import io.shewhart.testing.kafka.KafkaTopics;
import io.shewhart.testing.kafka.Traffic;
import io.shewhart.testing.replay.Captures;
import io.shewhart.testing.replay.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users run it: on a cluster and a broker that are processes of their own. */
final class SessionClusterITCase implements Await.Worker {
    @TempDir Path directory;

    private KafkaProcess broker;
    private SessionCluster cluster;
    private String job;

    @Test
    void nothingIsMissingOrDoubledAfterASavepointAndAnotherParallelism() throws Exception {
        Path capture =
                Captures.simulate(
                        directory,
                        0.1,
                        "--start",
                        Instant.now()
                                .minus(3, ChronoUnit.HOURS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        Path expected = Captures.replay(capture, directory.resolve("replay"), 2);
        List<Inference> inferences = Results.inferences(expected);
        List<TraceSummary> traces = Results.traces(expected);
        List<ProducerRecord<byte[], byte[]>> log = Traffic.capture(capture);
        try (KafkaProcess startedBroker =
                        KafkaProcess.start(Files.createDirectory(directory.resolve("kafka")));
                SessionCluster startedCluster =
                        SessionCluster.start(Files.createDirectory(directory.resolve("flink")), 3);
                KafkaTopics kafka = new KafkaTopics(startedBroker.bootstrapServers())) {
            broker = startedBroker;
            cluster = startedCluster;
            createTopics(kafka, log);
            await("three slots", () -> cluster.rest().slots() == 3);
            String jar = cluster.rest().upload(Path.of(System.getProperty("shewhart.cluster.jar")));

            Traffic.send(kafka, log.subList(0, log.size() / 2));
            job = cluster.rest().run(jar, arguments("1d"), 2, null);
            await("an inference", () -> !kafka.read("llm-inferences").isEmpty());
            // On its way while the savepoint is made.
            Traffic.send(kafka, log.subList(log.size() / 2, log.size() * 3 / 4));
            String savepoint = cluster.rest().stop(job, directory.resolve("savepoints"));
            String stopped = job;
            await(
                    "the end of the first job",
                    () -> cluster.rest().state(stopped).equals("FINISHED"));
            assertThat(kafka.read("llm-inferences")).hasSizeLessThan(inferences.size());

            Traffic.send(kafka, log.subList(log.size() * 3 / 4, log.size()));
            job = cluster.rest().run(jar, arguments("2s"), 3, savepoint);
            await(
                    "all inferences and traces",
                    () ->
                            kafka.read("llm-inferences").size() >= inferences.size()
                                    && kafka.read("llm-traces").size() >= traces.size());
            // What is doubled comes with one of the next checkpoints.
            Await.pause(3_000);
            assertThat(values(kafka, "llm-inferences", Inference.parser()))
                    .containsExactlyInAnyOrderElementsOf(inferences);
            assertThat(values(kafka, "llm-traces", TraceSummary.parser()))
                    .containsExactlyInAnyOrderElementsOf(traces);
            assertThat(values(kafka, "llm-late-spans", LateSpan.parser()))
                    .containsExactlyInAnyOrderElementsOf(Results.lateSpans(expected));
            assertThat(cluster.rest().state(job)).isEqualTo("RUNNING");
        }
    }

    private static void createTopics(KafkaTopics kafka, List<ProducerRecord<byte[], byte[]>> log)
            throws Exception {
        Map<String, Integer> partitions = new HashMap<>();
        log.forEach(r -> partitions.merge(r.topic(), r.partition() + 1, Math::max));
        for (Map.Entry<String, Integer> topic : partitions.entrySet()) {
            kafka.createTopic(topic.getKey(), topic.getValue());
        }
    }

    private List<String> arguments(String silence) {
        List<String> args = new ArrayList<>();
        for (String setting :
                List.of(
                        "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "kafka.create-topics=true",
                        "kafka.transaction-timeout=1min",
                        "job.checkpoint-interval=1s",
                        "time.silence=" + silence)) {
            args.addAll(List.of("--set", setting));
        }
        return args;
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        Await.until(what, this, condition);
    }

    @Override
    public void check() throws Exception {
        broker.check();
        cluster.check();
        if (job != null && cluster.rest().state(job).matches("RESTARTING|FAIL.*")) {
            throw new IllegalStateException(state());
        }
    }

    @Override
    public String state() throws Exception {
        String ofJob =
                job == null ? "" : cluster.rest().state(job) + cluster.rest().exceptions(job);
        return ofJob + "\n" + cluster.printed();
    }

    private static <T extends Message> List<T> values(
            KafkaTopics kafka, String topic, Parser<T> parser) throws Exception {
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic)) {
            values.add(parser.parseFrom(record.value()));
        }
        return values;
    }
}
