/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The admitted label sets of one service, each until it had no traffic for series-ttl. Encodes to
 * the same bytes whatever the order of admission.
 */
final class SeriesRegistry {
    private static final int VERSION = 1;

    /** An admitted label set. */
    static final class Entry {
        final BundleKind kind;
        final LabelSet labels;

        /** End of the newest window with traffic, nanoseconds since the Unix epoch. */
        long lastTrafficEnd;

        /** Requests in that window. */
        long lastRequests;

        Entry(BundleKind kind, LabelSet labels) {
            this.kind = kind;
            this.labels = labels;
        }
    }

    // Later traffic first; of two versions in one window the busier; then any fixed order.
    private static final Comparator<Entry> NEWEST =
            Comparator.<Entry>comparingLong(entry -> entry.lastTrafficEnd)
                    .thenComparingLong(entry -> entry.lastRequests)
                    .thenComparing(entry -> entry.labels.version());

    private final TreeMap<SeriesKey, Entry> entries = new TreeMap<>();

    boolean contains(SeriesKey key) {
        return entries.containsKey(key);
    }

    int size() {
        return entries.size();
    }

    void admit(SeriesKey key, BundleKind kind, LabelSet labels) {
        entries.put(key, new Entry(kind, labels));
    }

    void traffic(SeriesKey key, long windowEnd, long requests) {
        Entry entry = entries.get(key);
        entry.lastTrafficEnd = windowEnd;
        entry.lastRequests = requests;
    }

    /** Forgets what had no traffic for the time to live; tells how many. */
    int expire(long windowEnd, long ttlNanos) {
        int before = entries.size();
        entries.values().removeIf(entry -> windowEnd - entry.lastTrafficEnd >= ttlNanos);
        return before - entries.size();
    }

    /** End of the newest traffic of all. */
    long newestTraffic() {
        return entries.values().stream()
                .mapToLong(entry -> entry.lastTrafficEnd)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** Whether a label set of calls is admitted, which has a request count even when silent. */
    boolean hasCalls() {
        return entries.values().stream().anyMatch(entry -> entry.kind == BundleKind.CALLS);
    }

    /** For each chart key of calls, the labels with the version seen last. */
    List<LabelSet> newestVersions() {
        Map<LabelSet, Entry> newest = new HashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.kind == BundleKind.CALLS) {
                newest.merge(
                        entry.labels.withoutVersion(),
                        entry,
                        (a, b) -> NEWEST.compare(a, b) >= 0 ? a : b);
            }
        }
        List<LabelSet> labels = new ArrayList<>();
        newest.values().forEach(entry -> labels.add(entry.labels));
        return labels;
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeVarint(entries.size());
        for (Entry entry : entries.values()) {
            out.writeByte(entry.kind.code());
            entry.labels.encode(out);
            out.writeSigned(entry.lastTrafficEnd);
            out.writeVarint(entry.lastRequests);
        }
        return out.toByteArray();
    }

    static SeriesRegistry decode(byte[] bytes) {
        SeriesRegistry registry = new SeriesRegistry();
        if (bytes == null) {
            return registry;
        }
        ByteReader in = new ByteReader(bytes);
        in.requireVersion(VERSION, "series registry");
        for (int i = in.readCount(); i > 0; i--) {
            BundleKind kind = BundleKind.ofCode(in.readByte());
            Entry entry = new Entry(kind, LabelSet.decode(in));
            entry.lastTrafficEnd = in.readSigned();
            entry.lastRequests = in.readVarint();
            registry.entries.put(SeriesKey.ofBundle(kind, entry.labels), entry);
        }
        return registry;
    }
}
