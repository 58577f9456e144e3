/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.Map;
import java.util.TreeMap;

/**
 * What has to be known about a service's windows before any bundle is read: which windows are open,
 * which was closed last, and when the next one closes although nothing came. Nanoseconds since the
 * Unix epoch.
 */
final class WindowHeader {
    private static final int VERSION = 1;
    private static final long NEVER = Long.MAX_VALUE;

    /** An open window. */
    static final class Open {
        final long start;
        final long end;

        /** Label sets kept apart. */
        int candidates;

        /** Keys beyond this one are merged into other at once; null while all are kept apart. */
        SeriesKey threshold;

        Open(long start, long end) {
            this.start = start;
            this.end = end;
        }
    }

    final TreeMap<Long, Open> open = new TreeMap<>();

    /** End of the newest closed window; the smallest number before the first. */
    long lastClosedEnd = Long.MIN_VALUE;

    /** End of the next window that must be closed even if it stays empty. */
    long idleEnd = NEVER;

    /** End of the window that closes next, {@link Long#MAX_VALUE} if none does. */
    long nextEnd() {
        long next = idleEnd;
        for (Open window : open.values()) {
            next = Math.min(next, window.end);
        }
        return next;
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeSigned(lastClosedEnd);
        out.writeSigned(idleEnd);
        out.writeVarint(open.size());
        for (Map.Entry<Long, Open> entry : open.entrySet()) {
            Open window = entry.getValue();
            out.writeSigned(window.start);
            out.writeVarint(window.end - window.start);
            out.writeVarint(window.candidates);
            out.writeByte(window.threshold == null ? 0 : 1);
            if (window.threshold != null) {
                out.writeFixed(window.threshold.high());
                out.writeFixed(window.threshold.low());
            }
        }
        return out.toByteArray();
    }

    static WindowHeader decode(byte[] bytes) {
        WindowHeader header = new WindowHeader();
        if (bytes == null) {
            return header;
        }
        ByteReader in = new ByteReader(bytes);
        in.requireVersion(VERSION, "window header");
        header.lastClosedEnd = in.readSigned();
        header.idleEnd = in.readSigned();
        for (int i = in.readCount(); i > 0; i--) {
            long start = in.readSigned();
            Open window = new Open(start, start + in.readVarint());
            window.candidates = (int) in.readVarint();
            if (in.readByte() != 0) {
                window.threshold = new SeriesKey(in.readFixed(), in.readFixed());
            }
            header.open.put(start, window);
        }
        return header;
    }
}
