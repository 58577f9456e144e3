/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Merges the logs of one reader by Kafka timestamp, so that none runs far ahead and state stays
 * small. The merge order changes no result, only memory.
 */
final class CaptureSplitReader implements SplitReader<CaptureRecord, CaptureLog> {
    private static final int BATCH = 64;

    private final TreeMap<String, CaptureRecords> open = new TreeMap<>();

    @Override
    public RecordsWithSplitIds<CaptureRecord> fetch() throws IOException {
        RecordsBySplits.Builder<CaptureRecord> batch = new RecordsBySplits.Builder<>();
        for (int i = 0; i < BATCH && !open.isEmpty(); i++) {
            String log = earliest();
            CaptureRecords records = open.get(log);
            if (records.hasNext()) {
                batch.add(log, records.next());
            }
            if (!records.hasNext()) {
                records.close();
                open.remove(log);
                batch.addFinishedSplit(log);
            }
        }
        return batch.build();
    }

    private String earliest() {
        String best = null;
        long time = 0;
        for (var entry : open.entrySet()) {
            CaptureRecord head = entry.getValue().peek();
            if (head == null) {
                return entry.getKey();
            }
            if (best == null || head.timestampMillis < time) {
                best = entry.getKey();
                time = head.timestampMillis;
            }
        }
        return best;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<CaptureLog> change) {
        for (CaptureLog log : change.splits()) {
            try {
                open.put(log.splitId(), log.open());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("cannot open the capture " + log.file(), e);
            }
        }
    }

    @Override
    public void wakeUp() {
        // Reading a file never waits.
    }

    @Override
    public void close() throws IOException {
        for (CaptureRecords records : open.values()) {
            records.close();
        }
        open.clear();
    }
}
