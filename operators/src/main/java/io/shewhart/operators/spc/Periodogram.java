/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Periodogram of the slots of a cycle: squared size of each frequency up to a quarter of their
 * number, over that number. Noise of variance v gives v times an exponential variable.
 */
final class Periodogram {

    private static final double[] DAY = table(ProfileSlots.DAY);
    private static final double[] WEEK = table(ProfileSlots.WEEK);

    private static final int GRID_FROM = -5;
    private static final int GRID_TO = 6;

    /** Twice the log-likelihood ratio that a random walk needs. */
    private static final double WALK_EVIDENCE = 9;

    private final int n;
    private final double[] cosines;
    private final double[] real;
    private final double[] imaginary;
    private final double[] power;

    /** What is explained already. */
    private final boolean[] explained;

    /**
     * Transforms a cycle.
     *
     * @param x one value per slot, a multiple of four
     */
    Periodogram(double[] x) {
        n = x.length;
        cosines = n == DAY.length ? DAY : n == WEEK.length ? WEEK : table(n);
        int frequencies = n / 4 + 1;
        real = new double[frequencies];
        imaginary = new double[frequencies];
        power = new double[frequencies];
        explained = new boolean[frequencies];
        for (int k = 1; k < frequencies; k++) {
            double c = 0;
            double s = 0;
            for (int i = 0; i < n; i++) {
                int at = i * k % n;
                c += x[i] * cosines[at];
                s += x[i] * cosines[(at + 3 * n / 4) % n];
            }
            real[k] = c;
            imaginary[k] = s;
            power[k] = (c * c + s * s) / n;
        }
    }

    private static double[] table(int n) {
        double[] table = new double[n];
        for (int i = 0; i < n; i++) {
            table[i] = StrictMath.cos(2 * Math.PI * i / n);
        }
        return table;
    }

    /** Squared size of a frequency. */
    double power(int k) {
        return power[k];
    }

    /** Adds a share of a frequency to a cycle, which explains it. */
    void add(double[] to, int k, double share) {
        double c = 2 * share * real[k] / n;
        double s = 2 * share * imaginary[k] / n;
        for (int i = 0; i < n; i++) {
            int at = i * k % n;
            to[i] += c * cosines[at] + s * cosines[(at + 3 * n / 4) % n];
        }
        explained[k] = true;
    }

    /**
     * Step variance of a random walk under noise that makes what is not explained most likely, 0 if
     * a walk is not evident. Likelihood of a periodogram: Whittle (1953), Estimation and
     * information in stationary time series, Arkiv foer Matematik 2.
     */
    double walk(double noise) {
        double best = logLikelihood(noise, 0) + WALK_EVIDENCE / 2;
        double walk = 0;
        for (int g = GRID_FROM; g <= GRID_TO; g++) {
            double q = noise * StrictMath.pow(4, (double) g);
            double log = logLikelihood(noise, q);
            if (log > best) {
                best = log;
                walk = q;
            }
        }
        return walk;
    }

    private double logLikelihood(double noise, double q) {
        double log = 0;
        for (int k = 1; k < power.length; k++) {
            if (!explained[k]) {
                double expected = noise + q / (2 - 2 * cosines[k]);
                log -= StrictMath.log(expected) + power[k] / expected;
            }
        }
        return log;
    }
}
