/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Immutable map from the UTF-8 bytes of a name to its slot, 0 to {@link #size()} - 1 in the order
 * given. Looking up allocates nothing and costs a few nanoseconds, found or not: a 64-bit
 * fingerprint of the length and of eight bytes from either end decides, and only a hit is compared
 * byte by byte. The table is fixed when built, so no input makes it slower.
 */
public final class NameTable {
    private static final int WORD = Long.BYTES;

    /** Buckets per name; thinly filled, since most look-ups are for names that are not there. */
    private static final int BUCKETS_PER_NAME = 8;

    private final List<String> names;
    private final byte[][] keys;

    /** Fingerprints by bucket; 0 is empty. */
    private final long[] fingerprints;

    private final int[] slots;
    private final int shift;
    private final int longest;

    /** Duplicates are folded into one slot. */
    public NameTable(Collection<String> names) {
        this.names = List.copyOf(new LinkedHashSet<>(names));
        int size = this.names.size();
        int bits =
                Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(size * BUCKETS_PER_NAME));
        fingerprints = new long[1 << bits];
        slots = new int[1 << bits];
        shift = Long.SIZE - bits;
        keys = new byte[size][];
        int maxLength = -1;
        for (int slot = 0; slot < size; slot++) {
            byte[] key = this.names.get(slot).getBytes(StandardCharsets.UTF_8);
            keys[slot] = key;
            maxLength = Math.max(maxLength, key.length);
            long fingerprint = fingerprint(key, 0, key.length);
            int bucket = bucket(fingerprint);
            while (fingerprints[bucket] != 0) {
                bucket = (bucket + 1) & (slots.length - 1);
            }
            fingerprints[bucket] = fingerprint;
            slots[bucket] = slot;
        }
        longest = maxLength;
    }

    /** Slot of a name, or -1. */
    public int find(byte[] bytes, int offset, int length) {
        if (length > longest) {
            return -1;
        }
        long fingerprint = fingerprint(bytes, offset, length);
        int bucket = bucket(fingerprint);
        long found = fingerprints[bucket];
        while (found != 0) {
            if (found == fingerprint && same(keys[slots[bucket]], bytes, offset, length)) {
                return slots[bucket];
            }
            bucket = (bucket + 1) & (slots.length - 1);
            found = fingerprints[bucket];
        }
        return -1;
    }

    /** Slot of a name, or -1. */
    public int find(String name) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        return find(key, 0, key.length);
    }

    public int size() {
        return names.size();
    }

    /** All names, by slot. */
    public List<String> names() {
        return names;
    }

    private int bucket(long fingerprint) {
        return (int) (fingerprint >>> shift);
    }

    /** For the usual lengths without a branch on the content, since none would be predictable. */
    private static boolean same(byte[] key, byte[] bytes, int offset, int length) {
        if (key.length != length) {
            return false;
        }
        if (length < WORD || length > 4 * WORD) {
            return Arrays.equals(key, 0, length, bytes, offset, offset + length);
        }
        // Four words that overlap unless the name is as long as all of them together.
        int second = Math.min(WORD, length - WORD);
        int third = Math.max(0, length - 2 * WORD);
        int last = length - WORD;
        return ((Wire.fixed64(key, 0) ^ Wire.fixed64(bytes, offset))
                        | (Wire.fixed64(key, second) ^ Wire.fixed64(bytes, offset + second))
                        | (Wire.fixed64(key, third) ^ Wire.fixed64(bytes, offset + third))
                        | (Wire.fixed64(key, last) ^ Wire.fixed64(bytes, offset + last)))
                == 0;
    }

    /** Never 0. */
    private static long fingerprint(byte[] bytes, int offset, int length) {
        long first = length;
        long last = 0;
        if (length >= WORD) {
            first = Wire.fixed64(bytes, offset);
            last = Wire.fixed64(bytes, offset + length - WORD);
        } else {
            for (int i = 0; i < length; i++) {
                last = last << Byte.SIZE | (bytes[offset + i] & 0xFF);
            }
        }
        return ((first ^ Long.rotateLeft(last, 29)) + length) * 0x9E3779B97F4A7C15L | 1;
    }
}
