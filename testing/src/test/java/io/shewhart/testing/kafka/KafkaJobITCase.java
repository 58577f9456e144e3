/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.shewhart.jobs.StoreSinks;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.testing.Await;
import io.shewhart.testing.replay.Captures;
import io.shewhart.testing.replay.Checkpoints;
import io.shewhart.testing.replay.Results;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The production job on a real broker. */
final class KafkaJobITCase {
    private static final long MINUTE = 60_000;

    /** Waits that a test can sit through. */
    private static final List<String> QUICK =
            List.of(
                    "time.bound=1s",
                    "time.silence=2s",
                    "trace.settle=1s",
                    "trace.idle-timeout=1s",
                    "trace.retention=1s");

    private static EmbeddedKafka kafka;

    @TempDir Path directory;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void theTopicsHoldWhatAReplayWritesAfterAFailureAndARescale() throws Exception {
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
        List<ProducerRecord<byte[], byte[]>> log = Traffic.capture(capture);
        Map<String, Integer> partitions = new HashMap<>();
        log.forEach(r -> partitions.merge(r.topic(), r.partition() + 1, Math::max));
        for (Map.Entry<String, Integer> topic : partitions.entrySet()) {
            kafka.createTopic(topic.getKey(), topic.getValue());
        }
        List<String> settings = settings("replayed");
        Path checkpoints = directory.resolve("checkpoints");
        Watched watched = Watched.named("replayed");
        Traffic.send(kafka, log.subList(0, log.size() / 2));
        watched.failAfter(20);
        try (RunningJob job =
                RunningJob.start(settings, 2, checkpoints, null, Watched.store("replayed"))) {
            Await.until("the failure", job, watched::failed);
            Traffic.send(kafka, log.subList(log.size() / 2, log.size()));
            int committed = kafka.read("replayed-inferences").size();
            Await.until(
                    "more inferences",
                    job,
                    () -> kafka.read("replayed-inferences").size() > committed);
        }
        settings.add("time.silence=2s");
        List<Inference> inferences = Results.inferences(expected);
        List<TraceSummary> traces = Results.traces(expected);
        try (RunningJob job =
                RunningJob.start(
                        settings,
                        3,
                        checkpoints,
                        Checkpoints.newest(checkpoints),
                        StoreSinks.none())) {
            Await.until(
                    "all inferences and traces",
                    job,
                    () ->
                            kafka.read("replayed-inferences").size() >= inferences.size()
                                    && kafka.read("replayed-traces").size() >= traces.size());
            Await.pause(1_500);
        }
        assertThat(values("replayed-inferences", Inference.parser()))
                .containsExactlyInAnyOrderElementsOf(inferences);
        assertThat(values("replayed-traces", TraceSummary.parser()))
                .containsExactlyInAnyOrderElementsOf(traces);
        assertThat(values("replayed-late-spans", LateSpan.parser()))
                .containsExactlyInAnyOrderElementsOf(Results.lateSpans(expected));
        for (ConsumerRecord<byte[], byte[]> r : kafka.read("replayed-inferences")) {
            assertThat(text(r.key())).isEqualTo(Inference.parseFrom(r.value()).getTraceId());
        }
    }

    @Test
    void timePassesOverSilentPartitionsAndWhatComesBehindItIsLate() throws Exception {
        kafka.createTopic("silent-spans", 3);
        List<String> settings = settings("silent");
        settings.addAll(QUICK);
        settings.add("kafka.discovery-interval=1s");
        send(Traffic.call("silent-spans", 0, 1, System.currentTimeMillis()));
        // More subtasks than partitions: one of them has nothing to read.
        try (RunningJob job =
                RunningJob.start(settings, 4, directory, null, Watched.store("silent"))) {
            Await.until("a call", job, () -> traceIds("silent").contains(Traffic.traceId(1)));

            // Into a partition that was always empty, and into one that did not exist.
            long old = System.currentTimeMillis() - 30 * MINUTE;
            send(Traffic.call("silent-spans", 1, 2, old));
            kafka.growTopic("silent-spans", 4);
            send(Traffic.call("silent-spans", 3, 3, old));
            Await.until("late spans", job, () -> kafka.read("silent-late-spans").size() >= 2);
            // And what comes in time is in time, though it takes a while to get there.
            send(Traffic.call("silent-spans", 3, 4, System.currentTimeMillis() + 8_000));
            Await.until(
                    "a call in time", job, () -> traceIds("silent").contains(Traffic.traceId(4)));
        }
        assertThat(values("silent-late-spans", LateSpan.parser()))
                .extracting(LateSpan::getTraceId, LateSpan::getReason)
                .containsExactlyInAnyOrder(
                        tuple(Traffic.traceId(2), LateReason.LATE_REASON_TOO_LATE),
                        tuple(Traffic.traceId(3), LateReason.LATE_REASON_TOO_LATE));
        assertThat(traceIds("silent"))
                .containsExactlyInAnyOrder(Traffic.traceId(1), Traffic.traceId(4));
        assertThat(Watched.named("silent").count("source", "silences")).isPositive();
        assertThat(Watched.named("silent").count("assembly", "spans_too_late")).isEqualTo(2);
    }

    @Test
    void aPartitionIsNotReadFarAheadOfOneThatIsAnHourBehind() throws Exception {
        kafka.createTopic("drift-spans", 2);
        TopicPartition slow = new TopicPartition("drift-spans", 0);
        TopicPartition fast = new TopicPartition("drift-spans", 1);
        long start = System.currentTimeMillis() - 120 * MINUTE;
        int count = 1_200;
        List<ProducerRecord<byte[], byte[]>> ahead = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            ahead.add(Traffic.call("drift-spans", 1, 100 + i, start + i * 3_000L));
        }
        List<String> settings = settings("drift");
        settings.addAll(
                List.of("time.max-drift=3min", "kafka.consumer-properties.max.poll.records=50"));
        send(Traffic.call("drift-spans", 0, 1, start));
        send(Traffic.call("drift-spans", 1, 100, start));
        try (RunningJob job =
                RunningJob.start(settings, 1, directory, null, Watched.store("drift"))) {
            Await.until("the first records", job, () -> read("drift") == 2);
            // How far the slowest has come is announced ten times a second.
            Await.pause(3_000);
            Traffic.send(kafka, ahead);
            Await.until("what is within the drift", job, () -> read("drift") >= 60);
            Await.pause(2_000);
            // The drift and the step are 75 records; what was fetched before comes on top.
            assertThat(read("drift")).isBetween(60L, 400L);

            send(Traffic.call("drift-spans", 0, 2, start + 60 * MINUTE));
            Await.until("all records", job, () -> read("drift") == count + 2);
            // Those who watch the group see it, a little later.
            Await.until(
                    "committed offsets",
                    job,
                    () -> kafka.committed("drift").equals(Map.of(slow, 2L, fast, 1L * count)));
        }
    }

    /** Records that were read, as of the newest checkpoint. */
    private static long read(String name) {
        return Watched.named(name).count("source", "records");
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndOtherSignalsAreCounted() throws Exception {
        kafka.createTopic("bad-spans", 1);
        kafka.createTopic("bad-metrics", 2);
        List<String> settings = settings("bad");
        settings.addAll(QUICK);
        byte[] garbage = "{\"resourceSpans\": 7, and so on".getBytes(StandardCharsets.UTF_8);
        long now = System.currentTimeMillis();
        // One log that is there before it is read: no silence comes between its records.
        List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
        log.add(Traffic.call("bad-spans", 0, 1, now));
        log.add(new ProducerRecord<>("bad-spans", 0, now, null, garbage));
        log.add(new ProducerRecord<>("bad-spans", 0, now, new byte[] {1}, (byte[]) null));
        log.add(new ProducerRecord<>("bad-spans", 0, now, null, new byte[1_040_000]));
        log.add(Traffic.call("bad-spans", 0, 2, now));
        for (int i = 0; i < 10; i++) {
            log.add(new ProducerRecord<>("bad-metrics", i % 2, now, null, garbage));
        }
        Traffic.send(kafka, log);
        try (RunningJob job =
                RunningJob.start(settings, 2, directory, null, Watched.store("bad"))) {
            Await.until(
                    "two calls and ten skipped records",
                    job,
                    () ->
                            traceIds("bad").size() == 2
                                    && Watched.named("bad").count("source", "records_skipped")
                                            == 10);
        }
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.read("bad-dead-letters");
        assertThat(letters).isNotEmpty();
        Set<String> offsets = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            assertThat(letter.key()).isNull();
            Map<String, String> headers = new HashMap<>();
            for (Header header : letter.headers()) {
                headers.put(header.key(), text(header.value()));
            }
            offsets.add(headers.get("shewhart-offset"));
            if (headers.get("shewhart-offset").equals("3")) {
                // With its headers it would be larger than what a producer may send.
                assertThat(letter.value()).isNull();
                assertThat(headers).containsEntry("shewhart-value-bytes", "1040000");
                continue;
            }
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(headers)
                    .containsEntry("shewhart-reason", "malformed")
                    .containsEntry("shewhart-topic", "bad-spans")
                    .containsEntry("shewhart-partition", "0")
                    .containsEntry("shewhart-offset", "1")
                    .containsEntry("shewhart-timestamp", Long.toString(now))
                    .containsEntry("shewhart-spans-kept", "0");
            assertThat(headers.get("shewhart-detail")).isNotEmpty();
        }
        assertThat(offsets).containsExactlyInAnyOrder("1", "3");
    }

    /** Settings of a test's own topics, group and transactions; the topics are created. */
    private static List<String> settings(String name) throws Exception {
        List<String> settings = new ArrayList<>();
        settings.add("kafka.bootstrap-servers=" + kafka.bootstrapServers());
        settings.add("kafka.group-id=" + name);
        settings.add("kafka.transactional-id-prefix=" + name);
        settings.add("kafka.transaction-timeout=1min");
        settings.add("time.silence=1d");
        if (!name.equals("replayed")) {
            settings.add("input.topics=" + name + "-spans");
            settings.add("input.other-topics=" + name + "-metrics");
        }
        for (String output :
                List.of("inferences", "traces", "alerts", "late-spans", "dead-letters")) {
            settings.add("output.topics." + output + "=" + name + "-" + output);
            kafka.createTopic(name + "-" + output, 2);
        }
        return settings;
    }

    private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        Traffic.send(kafka, List.of(record));
    }

    private static Set<String> traceIds(String name) throws Exception {
        Set<String> ids = new HashSet<>();
        for (Inference inference : values(name + "-inferences", Inference.parser())) {
            ids.add(inference.getTraceId());
        }
        return ids;
    }

    private static <T extends Message> List<T> values(String topic, Parser<T> parser)
            throws Exception {
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic)) {
            values.add(parser.parseFrom(record.value()));
        }
        return values;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
