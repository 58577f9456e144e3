/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

/**
 * Notices, without reading state, that something large may wait under a key: adds up bytes by the
 * hash of the key. Keys that share a hash, and a restore, make it err by a bounded amount; it is
 * only ever a reason to look. Memory: 32 kB, which stays in a processor's cache: it is asked for
 * every group.
 */
final class PendingWatch {
    /** Of a hash. */
    private static final int BITS = 13;

    private final int[] bytes = new int[1 << BITS];
    private final long limit;

    PendingWatch(long limit) {
        this.limit = Math.min(limit, Integer.MAX_VALUE / 2);
    }

    /** More waits under a trace id; true when it is time to look, which then starts anew. */
    boolean add(long high, long low, int length) {
        int slot = slot(high, low);
        long sum = (long) bytes[slot] + length;
        if (sum > limit) {
            bytes[slot] = 0;
            return true;
        }
        bytes[slot] = (int) sum;
        return false;
    }

    /** So much waits no more. */
    void taken(long high, long low, long length) {
        int slot = slot(high, low);
        bytes[slot] = (int) Math.max(0, bytes[slot] - length);
    }

    private static int slot(long high, long low) {
        // Some generators leave one half zero or constant.
        long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> (Long.SIZE - BITS));
    }
}
