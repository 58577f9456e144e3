/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import com.google.protobuf.InvalidProtocolBufferException;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.testing.store.ScriptedStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Everything that a run has written, in an order of its own; of {@link Garbage} its dead letters
 * and counts only.
 *
 * @param exactlyOnce committed values of the transactional topics, each as often as it is there
 * @param atLeastOnce content of the other topics by identity; a second copy must be equal
 * @param points fields of the points in the store by measurement, tags and time
 * @param counts sums of the quality counts, whose windows are those of the wall clock
 */
record Outcome(
        Map<String, List<String>> exactlyOnce,
        Map<String, Map<String, String>> atLeastOnce,
        Map<String, String> points,
        Map<String, Long> counts) {
    private static final Pattern COUNT =
            Pattern.compile("llm_quality,reason=([^,]+),stage=(\\S+) (\\d+)");
    private static final Pattern COUNT_FIELD = Pattern.compile(" count=(\\d+)i.*");

    /** Topics as one of their readers sees them. */
    interface Topics {
        List<ConsumerRecord<byte[], byte[]>> read(String topic);
    }

    /** What is there now. */
    static Outcome read(Topics kafka, String run, ScriptedStore store) throws Exception {
        Map<String, List<String>> exactlyOnce = new TreeMap<>();
        exactlyOnce.put("inferences", values(kafka, run, "inferences", Inference::parseFrom));
        exactlyOnce.put("traces", values(kafka, run, "traces", TraceSummary::parseFrom));
        exactlyOnce.put(
                "late-spans",
                values(
                        kafka,
                        run,
                        "late-spans",
                        bytes -> {
                            LateSpan span = LateSpan.parseFrom(bytes);
                            return span.toBuilder()
                                    .setTopic(span.getTopic().replace(run + "-", ""))
                                    .build();
                        }));
        Map<String, Map<String, String>> atLeastOnce = new TreeMap<>();
        atLeastOnce.put("alerts", alerts(kafka.read(run + "-alerts")));
        atLeastOnce.put("dead-letters", deadLetters(run, kafka.read(run + "-dead-letters")));
        Map<String, String> points = new TreeMap<>(store.points);
        points.keySet().removeIf(point -> point.contains("service=" + Garbage.SERVICES));
        Map<String, Long> counts = counts(points);
        // The check of the store before a start, not a part of the output.
        counts.keySet().removeIf(name -> name.startsWith("influxdb/"));
        return new Outcome(exactlyOnce, atLeastOnce, points, counts);
    }

    /** What is missing here, and what is here only; empty when both are equal. */
    List<String> differencesFrom(Outcome expected) {
        List<String> differences = new ArrayList<>();
        exactlyOnce.forEach(
                (topic, values) -> {
                    List<String> missing = new ArrayList<>(expected.exactlyOnce.get(topic));
                    List<String> more = new ArrayList<>();
                    for (String value : values) {
                        if (!missing.remove(value)) {
                            more.add(value);
                        }
                    }
                    missing.forEach(v -> differences.add(topic + " misses " + v));
                    more.forEach(v -> differences.add(topic + " has one more " + v));
                });
        atLeastOnce.forEach(
                (topic, values) ->
                        addDifferences(
                                topic, values, expected.atLeastOnce.get(topic), differences));
        addDifferences("store", points, expected.points, differences);
        addDifferences("counts", counts, expected.counts, differences);
        return differences;
    }

    /** What does not change when other records stand between those of the log. */
    Outcome withoutCounts() {
        return new Outcome(
                exactlyOnce, Map.of("alerts", atLeastOnce.get("alerts")), points, Map.of());
    }

    private static <T> void addDifferences(
            String where, Map<String, T> is, Map<String, T> expected, List<String> differences) {
        for (Map.Entry<String, T> entry : expected.entrySet()) {
            T value = is.get(entry.getKey());
            if (!entry.getValue().equals(value)) {
                differences.add(
                        where
                                + ": "
                                + entry.getKey()
                                + " is "
                                + value
                                + " instead of "
                                + entry.getValue());
            }
        }
        for (Map.Entry<String, T> entry : is.entrySet()) {
            if (!expected.containsKey(entry.getKey())) {
                differences.add(where + ": one more, " + entry);
            }
        }
    }

    /** Takes the points of quality counts out and adds them up. */
    private static Map<String, Long> counts(Map<String, String> points) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, Long> newest = new TreeMap<>();
        for (Map.Entry<String, String> point : Map.copyOf(points).entrySet()) {
            Matcher name = COUNT.matcher(point.getKey());
            if (!name.matches()) {
                continue;
            }
            points.remove(point.getKey());
            Matcher field = COUNT_FIELD.matcher(point.getValue());
            if (!field.matches()) {
                throw new IllegalStateException("no count: " + point);
            }
            String what = name.group(2) + "/" + name.group(1);
            long count = Long.parseLong(field.group(1));
            if (what.startsWith("budget/")) {
                // What is at a time and not how much came: the last one counts.
                long time = Long.parseLong(name.group(3));
                if (time > newest.getOrDefault(what, Long.MIN_VALUE)) {
                    newest.put(what, time);
                    counts.put(what, count);
                }
            } else {
                counts.merge(what, count, Long::sum);
            }
        }
        return counts;
    }

    private interface Parse {
        Object parse(byte[] bytes) throws InvalidProtocolBufferException;
    }

    private static List<String> values(Topics kafka, String run, String topic, Parse parse)
            throws Exception {
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(run + "-" + topic)) {
            String value = parse.parse(record.value()).toString();
            if (!value.contains(Garbage.TRACES)) {
                values.add(value);
            }
        }
        Collections.sort(values);
        return values;
    }

    private static Map<String, String> alerts(List<ConsumerRecord<byte[], byte[]>> records)
            throws Exception {
        Map<String, String> alerts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String id = text(record.headers().lastHeader("ce_id").value());
            Episode episode = Episode.parseFrom(record.value());
            if (!episode.getLabels().getService().startsWith(Garbage.SERVICES)) {
                put(alerts, id, episode.toString());
            }
        }
        return alerts;
    }

    private static Map<String, String> deadLetters(
            String run, List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, String> letters = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Map<String, String> headers = new TreeMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), text(header.value()).replace(run + "-", ""));
            }
            put(
                    letters,
                    headers.get("shewhart-topic")
                            + "-"
                            + headers.get("shewhart-partition")
                            + "@"
                            + headers.get("shewhart-offset"),
                    headers + " " + (record.value() == null ? "" : text(record.value())));
        }
        return letters;
    }

    private static void put(Map<String, String> all, String identity, String content) {
        String before = all.put(identity, content);
        if (before != null && !before.equals(content)) {
            throw new AssertionError(
                    "two contents of " + identity + ":\n" + before + "\n" + content);
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
