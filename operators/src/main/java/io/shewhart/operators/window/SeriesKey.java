/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Identity of a series, 16 bytes: the first half of the SHA-256 of its canonical label pairs and
 * its metric. A label that is absent leaves no trace in it, so a label added later orphans no
 * state. A cryptographic hash, because label values come from outside and could be made to collide.
 *
 * @param high first eight bytes
 * @param low last eight bytes
 */
public record SeriesKey(long high, long low) implements Comparable<SeriesKey> {
    private static final String METRIC = "metric";

    /** The series of a metric, version included. */
    public static SeriesKey of(String metric, LabelSet labels) {
        return hash(canonical(metric, labels));
    }

    /** All metrics of one label set; not the name of any metric. */
    static SeriesKey ofBundle(BundleKind kind, LabelSet labels) {
        return of("*" + kind.code(), labels);
    }

    static SeriesKey ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SeriesKey(buffer.getLong(), buffer.getLong());
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** 32 lower-case hex digits. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    /** By the 16 bytes, unsigned. */
    @Override
    public int compareTo(SeriesKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return hex();
    }

    static SeriesKey hash(byte[] canonical) {
        try {
            return ofBytes(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Pairs that are present, sorted by name, with the metric among them when there is one. */
    static byte[] canonical(String metric, LabelSet labels) {
        ByteWriter out = new ByteWriter();
        List<String> values = labels.values();
        for (int i = 0; i < values.size(); i++) {
            // The metric sorts behind the environment and before the model.
            if (i == 1 && metric != null) {
                pair(out, METRIC, metric);
            }
            if (!values.get(i).isEmpty()) {
                pair(out, LabelSet.NAMES.get(i), values.get(i));
            }
        }
        return out.toByteArray();
    }

    private static void pair(ByteWriter out, String name, String value) {
        out.writeString(name);
        out.writeString(value);
    }
}
