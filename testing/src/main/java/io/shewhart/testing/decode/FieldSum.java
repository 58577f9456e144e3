/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

/**
 * Order-independent sum over everything that is read of a span, so that both readers do the same
 * work, none of it can be optimised away, and a difference between them shows.
 */
final class FieldSum {
    private long sum;

    long value() {
        return sum;
    }

    void add(long value) {
        sum += value * 0x9E3779B97F4A7C15L;
    }

    /** Text counts with its length in bytes and its last byte; the requests hold ASCII only. */
    void addText(int length, int last) {
        add(((long) length << 8) | last);
    }

    void addAttribute(int slot, long value) {
        add(value * 31 + slot);
    }
}
