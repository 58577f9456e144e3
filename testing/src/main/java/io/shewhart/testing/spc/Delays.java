/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.util.Arrays;

/** Windows until detection of many series; a series not detected counts as longer than any. */
final class Delays {
    /** Stands for a change that was not detected. */
    static final int NEVER = Integer.MAX_VALUE;

    private final int[] delays;

    Delays(int[] delays) {
        this.delays = delays.clone();
        Arrays.sort(this.delays);
    }

    int quantile(double q) {
        return delays.length == 0
                ? NEVER
                : delays[Math.min(delays.length - 1, (int) (q * delays.length))];
    }

    int size() {
        return delays.length;
    }

    int detected() {
        int detected = 0;
        for (int delay : delays) {
            detected += delay == NEVER ? 0 : 1;
        }
        return detected;
    }

    /** Median and 90 % quantile. */
    String text() {
        return text(quantile(0.5)) + " / " + text(quantile(0.9));
    }

    private static String text(int delay) {
        return delay == NEVER ? "-" : Integer.toString(delay);
    }
}
