/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.Arrays;

/**
 * A map from span ids to objects without boxing: open addressing, linear probing, no removal of
 * single keys. Values are never null.
 */
final class SpanIdMap<V> {
    private long[] keys;
    private Object[] values;
    private int size;

    SpanIdMap() {}

    int size() {
        return size;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(values, null);
            size = 0;
        }
    }

    @SuppressWarnings("unchecked")
    V get(long key) {
        // Many maps of a trace stay empty; they hold no memory.
        return size == 0 ? null : (V) values[find(key)];
    }

    void put(long key, V value) {
        if (keys == null) {
            keys = new long[16];
            values = new Object[16];
        }
        int at = find(key);
        if (values[at] == null) {
            size++;
        }
        keys[at] = key;
        values[at] = value;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int at = hash(key) & mask;
        while (values[at] != null && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }

    private static int hash(long key) {
        // Ids from generators seeded with the time differ in few bits.
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
