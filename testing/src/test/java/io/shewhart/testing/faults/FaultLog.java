/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import io.shewhart.testing.kafka.KafkaTopics;
import io.shewhart.testing.kafka.Traffic;
import io.shewhart.testing.replay.Captures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A log that ends: simulated traffic with duplicates, late spans and garbage, then one span in
 * every partition that lies far behind all others. By that last one time passes every deadline of
 * the traffic, so that the whole output of the job follows from the log, and none of it from the
 * wall clock.
 */
final class FaultLog {
    private static final int GARBAGE_EVERY = 37;
    private static final int STALE_EVERY = 41;
    private static final long STALE_MILLIS = 60 * 60_000L;
    private static final long END_MILLIS = 30 * 60_000L;

    private final List<ProducerRecord<byte[], byte[]>> traffic;
    private final List<ProducerRecord<byte[], byte[]>> end = new ArrayList<>();
    private final Map<String, Integer> partitions = new TreeMap<>();

    private FaultLog(List<ProducerRecord<byte[], byte[]>> traffic) {
        this.traffic = traffic;
        Map<String, Map<Integer, Long>> last = new HashMap<>();
        long newest = 0;
        for (ProducerRecord<byte[], byte[]> r : traffic) {
            partitions.merge(r.topic(), r.partition() + 1, Math::max);
            last.computeIfAbsent(r.topic(), t -> new TreeMap<>())
                    .merge(r.partition(), r.timestamp(), Math::max);
            newest = Math.max(newest, r.timestamp());
        }
        long trace = 1;
        for (int partition : last.get("otlp_spans").keySet()) {
            end.add(Traffic.call("otlp_spans", partition, trace++, newest + END_MILLIS));
        }
    }

    /** Simulates some minutes of traffic that ended hours ago. */
    static FaultLog simulate(Path directory, double hours) throws Exception {
        Path capture =
                Captures.simulate(
                        directory,
                        hours,
                        "--late",
                        "0.01",
                        "--repeated",
                        "0.01",
                        "--start",
                        Instant.now()
                                .minus(6, ChronoUnit.HOURS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        byte[] garbage = "{\"resourceSpans\": 7, and so on".getBytes(StandardCharsets.UTF_8);
        for (ProducerRecord<byte[], byte[]> r : Traffic.capture(capture)) {
            records.add(r);
            if (r.topic().equals("otlp_spans") && records.size() % STALE_EVERY == 0) {
                records.add(
                        Traffic.call(
                                r.topic(),
                                r.partition(),
                                1_000_000 + records.size(),
                                r.timestamp() - STALE_MILLIS));
            }
            if (records.size() % GARBAGE_EVERY == 0) {
                records.add(
                        new ProducerRecord<>(
                                r.topic(), r.partition(), r.timestamp(), null, garbage));
            }
        }
        return new FaultLog(records);
    }

    /** One call a second in each partition, without anything late: time is that of the calls. */
    static FaultLog calls(int partitions, int seconds) {
        long start = Instant.now().minus(6, ChronoUnit.HOURS).toEpochMilli();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < partitions * seconds; i++) {
            long end = start + TimeUnit.SECONDS.toMillis(i / partitions);
            records.add(Traffic.call("otlp_spans", i % partitions, i + 1, end));
        }
        return new FaultLog(records);
    }

    /**
     * The same log with garbage between its records of spans. It ends no later than the good spans
     * before it in its partition: otherwise it would, as any traffic does, tell how late it is.
     */
    FaultLog mixedWith(Garbage garbage) {
        long[] ends = new long[traffic.size()];
        Map<Integer, Long> newest = new HashMap<>();
        double places = 0;
        for (int i = 0; i < ends.length; i++) {
            ProducerRecord<byte[], byte[]> good = traffic.get(i);
            if (good.topic().equals("otlp_spans")) {
                long end = newest.merge(good.partition(), Traffic.newestEnd(good), Math::max);
                if (end > 0 && TimeUnit.NANOSECONDS.toMillis(end) <= good.timestamp()) {
                    ends[i] = end;
                    places++;
                }
            }
        }
        List<ProducerRecord<byte[], byte[]>> mixed = new ArrayList<>();
        int place = 0;
        for (int i = 0; i < ends.length; i++) {
            mixed.add(traffic.get(i));
            if (ends[i] > 0) {
                double share = place++ / places;
                mixed.addAll(garbage.after(traffic.get(i), ends[i], share, place / places));
            }
        }
        return new FaultLog(mixed);
    }

    /** Records of the traffic. */
    int size() {
        return traffic.size();
    }

    /** Names of the topics of a run. */
    List<String> topics(String run) {
        return partitions.keySet().stream().map(topic -> run + "-" + topic).toList();
    }

    /** Creates the topics of a run, whose names begin with its name. */
    void createTopics(KafkaTopics kafka, String run) throws Exception {
        for (Map.Entry<String, Integer> topic : partitions.entrySet()) {
            kafka.createTopic(
                    run + "-" + topic.getKey(),
                    topic.getValue(),
                    Map.of(
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            Integer.toString(Garbage.LARGEST_RECORD_BYTES)));
        }
    }

    /** Sends the records from one place to another. */
    void send(KafkaTopics kafka, String run, int from, int to) throws Exception {
        Traffic.send(kafka, renamed(run, traffic.subList(from, to)));
    }

    /** Sends what ends the log. */
    void sendEnd(KafkaTopics kafka, String run) throws Exception {
        Traffic.send(kafka, renamed(run, end));
    }

    private static List<ProducerRecord<byte[], byte[]>> renamed(
            String run, List<ProducerRecord<byte[], byte[]>> records) {
        List<ProducerRecord<byte[], byte[]>> renamed = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> r : records) {
            renamed.add(
                    new ProducerRecord<>(
                            run + "-" + r.topic(),
                            r.partition(),
                            r.timestamp(),
                            r.key(),
                            r.value()));
        }
        return renamed;
    }
}
