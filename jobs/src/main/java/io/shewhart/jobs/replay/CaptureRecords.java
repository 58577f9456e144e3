/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records of one log, in the order of the capture's lines. */
final class CaptureRecords implements Iterator<CaptureRecord>, AutoCloseable {
    private final CaptureLog log;
    private final CaptureLines lines;
    private final String topicMark;
    private final String partitionMark;
    private CaptureRecord next;

    CaptureRecords(CaptureLog log) throws IOException {
        this.log = log;
        lines = new CaptureLines(log.file());
        topicMark = '"' + log.topic() + '"';
        partitionMark = Integer.toString(log.partition());
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    /** The record that {@link #next()} will return. */
    CaptureRecord peek() {
        return next;
    }

    @Override
    public CaptureRecord next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        CaptureRecord record = next;
        try {
            advance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return record;
    }

    private void advance() throws IOException {
        String line;
        while ((line = lines.next()) != null) {
            // Most lines belong to other partitions: a cheap look spares parsing them.
            if (mayBelong(line)) {
                CaptureRecord record = lines.parse(line);
                if (record.partition == log.partition() && record.topic.equals(log.topic())) {
                    next = record;
                    return;
                }
            }
        }
        next = null;
    }

    private boolean mayBelong(String line) {
        // An escape may hide what is looked for.
        if (line.indexOf('\\') >= 0) {
            return true;
        }
        int topic = line.indexOf(topicMark);
        if (topic < 0) {
            return false;
        }
        int key = line.indexOf("\"partition\"");
        if (key < 0 || line.indexOf("\"partition\"", key + 1) >= 0) {
            return true;
        }
        int i = key + "\"partition\"".length();
        while (i < line.length() && (line.charAt(i) == ':' || line.charAt(i) <= ' ')) {
            i++;
        }
        return line.startsWith(partitionMark, i) || line.startsWith("-0", i);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
