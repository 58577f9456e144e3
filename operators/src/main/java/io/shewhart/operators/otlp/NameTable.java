/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Immutable map from the UTF-8 bytes of a name to its slot, 0 to {@link #size()} - 1 in the order
 * given. Looking up allocates nothing.
 */
public final class NameTable {
    private final List<String> names;
    private final byte[][] keys;
    private final int[] slots;
    private final int mask;

    /** Duplicates are folded into one slot. */
    public NameTable(Collection<String> names) {
        this.names = List.copyOf(new LinkedHashSet<>(names));
        int capacity = Integer.highestOneBit(Math.max(4, this.names.size() * 4)) * 2;
        keys = new byte[capacity][];
        slots = new int[capacity];
        mask = capacity - 1;
        for (int slot = 0; slot < this.names.size(); slot++) {
            byte[] key = this.names.get(slot).getBytes(StandardCharsets.UTF_8);
            int i = hash(key, 0, key.length) & mask;
            while (keys[i] != null) {
                i = (i + 1) & mask;
            }
            keys[i] = key;
            slots[i] = slot;
        }
    }

    /** Slot of a name, or -1. */
    public int find(byte[] bytes, int offset, int length) {
        int i = hash(bytes, offset, length) & mask;
        while (keys[i] != null) {
            byte[] key = keys[i];
            if (key.length == length
                    && java.util.Arrays.equals(key, 0, length, bytes, offset, offset + length)) {
                return slots[i];
            }
            i = (i + 1) & mask;
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

    private static int hash(byte[] bytes, int offset, int length) {
        // Long dotted names differ mostly near their end and in length.
        int h = length * 0x9E3779B1;
        for (int i = Math.max(offset, offset + length - 12); i < offset + length; i++) {
            h = h * 31 + bytes[i];
        }
        return h ^ (h >>> 15);
    }
}
