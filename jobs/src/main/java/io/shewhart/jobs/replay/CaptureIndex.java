/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.RecordDecoder;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a look through the captures tells before the job starts: their logs, what is not read, and
 * the log's bounds in event time, which no operator could know.
 */
public final class CaptureIndex implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<CaptureLog> logs = new ArrayList<>();
    private final TreeMap<String, Long> skipped = new TreeMap<>();
    private long records;
    private long firstUnixNano = Long.MAX_VALUE;
    private long lastUnixNano = Long.MIN_VALUE;

    private CaptureIndex() {}

    /**
     * Reads the captures once.
     *
     * @param files paths of captures
     * @param topics matches the topics that hold spans
     * @param options how the job will decode
     * @throws IOException names file and line of the first that is no Kafka record
     */
    public static CaptureIndex of(List<String> files, Pattern topics, RecordDecoder.Options options)
            throws IOException {
        CaptureIndex index = new CaptureIndex();
        RecordDecoder decoder = new RecordDecoder(options);
        for (int capture = 0; capture < files.size(); capture++) {
            index.read(files.get(capture), capture, topics, decoder);
        }
        return index;
    }

    private void read(String file, int capture, Pattern topics, RecordDecoder decoder)
            throws IOException {
        TreeMap<String, CaptureLog> found = new TreeMap<>();
        try (CaptureLines lines = new CaptureLines(file)) {
            String line;
            while ((line = lines.next()) != null) {
                CaptureRecord record = lines.parse(line);
                records++;
                if (!topics.matcher(record.topic).matches()) {
                    skipped.merge(record.topic, 1L, Long::sum);
                    continue;
                }
                CaptureLog log = new CaptureLog(file, capture, record.topic, record.partition, 0);
                found.putIfAbsent(log.name(), log);
                DecodedRecord decoded =
                        decoder.decode(
                                log.name(),
                                record.topic,
                                record.partition,
                                record.offset,
                                record.timestampMillis,
                                lines.value(record));
                firstUnixNano = Math.min(firstUnixNano, unixNano(record.timestampMillis));
                if (!decoded.groups.isEmpty()) {
                    lastUnixNano = Math.max(lastUnixNano, decoded.maxEventUnixNano);
                }
            }
        }
        logs.addAll(found.values());
    }

    /** One per capture, topic and partition that holds spans, by name within a capture. */
    public List<CaptureLog> logs() {
        return List.copyOf(logs);
    }

    /** Records of other topics, by topic. */
    public Map<String, Long> skipped() {
        return Map.copyOf(skipped);
    }

    /** All records, skipped ones included. */
    public long records() {
        return records;
    }

    /** Whether any span was found. */
    public boolean hasSpans() {
        return lastUnixNano != Long.MIN_VALUE;
    }

    /** Kafka timestamp of the first record: what ended before it may be missing. Nanoseconds. */
    public long firstUnixNano() {
        // Spans that were recorded long after they ended leave no window whole.
        return Math.min(firstUnixNano, lastUnixNano);
    }

    /** Highest clamped event time: the window it lies in is cut. Nanoseconds. */
    public long lastUnixNano() {
        return lastUnixNano;
    }

    /** Negative stands for no timestamp, which bounds nothing; others saturate. */
    private static long unixNano(long timestampMillis) {
        return timestampMillis < 0 || timestampMillis > Long.MAX_VALUE / 1_000_000L
                ? Long.MAX_VALUE
                : timestampMillis * 1_000_000L;
    }
}
