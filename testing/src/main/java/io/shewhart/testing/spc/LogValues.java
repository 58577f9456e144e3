/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.SketchView;
import java.util.Arrays;

/**
 * Observations of one window by their logarithms, in the place of a sketch: counts and quantiles
 * are exact. Used again for every window.
 */
final class LogValues implements SketchView {
    private double[] logs = new double[64];
    private int size;
    private boolean sorted;

    void clear() {
        size = 0;
        sorted = false;
    }

    LogValues copy() {
        LogValues copy = new LogValues();
        copy.logs = Arrays.copyOf(logs, Math.max(1, size));
        copy.size = size;
        copy.sorted = sorted;
        return copy;
    }

    void add(double log) {
        if (size == logs.length) {
            logs = Arrays.copyOf(logs, 2 * size);
        }
        logs[size++] = log;
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += logs[i];
        }
        return sum / size;
    }

    double variance(double mean) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (logs[i] - mean) * (logs[i] - mean);
        }
        return sum / (size - 1);
    }

    @Override
    public long count() {
        return size;
    }

    @Override
    public long countAbove(double x) {
        double log = Math.log(x);
        long above = 0;
        for (int i = 0; i < size; i++) {
            above += logs[i] > log ? 1 : 0;
        }
        return above;
    }

    @Override
    public double quantile(double q) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(logs, 0, size);
            sorted = true;
        }
        return Math.exp(logs[(int) (q * (size - 1))]);
    }
}
