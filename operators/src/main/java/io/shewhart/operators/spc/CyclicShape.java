/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Smooth estimate of the mean of every slot of a cycle, the same for all slots where there is no
 * rhythm. Immutable.
 *
 * <p>Empirical Bayes: the slots are a sum of low harmonics, each shrunken by what noise would give
 * anyway (James and Stein 1961), and of a cyclic random walk whose step variance maximises the
 * likelihood of the periodogram (Whittle 1953); the mean of that walk given the slots solves
 * Whittaker's equations. A slot that was never seen follows its neighbours. What does not beat a
 * likelihood-ratio test is left out, so that noise does not become a rhythm.
 */
final class CyclicShape {

    private static final int HARMONICS = 4;

    /** A harmonic of noise exceeds 7 times its expectation with probability 0.001. */
    private static final double HARMONIC_EVIDENCE = 7;

    /**
     * Square of a jump that noise may look like, in variances of a slot: 3 is its expectation, and
     * twice that again.
     */
    private static final double JUMP_EVIDENCE = 9;

    private final float[] means;
    private final float[] variances;
    private final boolean evident;

    private CyclicShape(float[] means, float[] variances, boolean evident) {
        this.means = means;
        this.variances = variances;
        this.evident = evident;
    }

    /** The same mean in all slots. */
    static CyclicShape level(int slots, double mean) {
        float[] means = new float[slots];
        Arrays.fill(means, (float) mean);
        return new CyclicShape(means, new float[slots], false);
    }

    /**
     * Estimates the shape.
     *
     * @param harmonics whether low harmonics are looked for
     */
    static CyclicShape of(SlotTable table, boolean harmonics) {
        int n = table.slots();
        int first = 0;
        while (first < n && table.weight(first) == 0) {
            first++;
        }
        if (first == n) {
            return level(n, 0);
        }
        double noise = noise(table);
        Periodogram periodogram = new Periodogram(filled(table, first));
        double[] base = new double[n];
        double variance = 0;
        for (int k = 1; harmonics && k <= HARMONICS; k++) {
            double power = periodogram.power(k);
            if (power > HARMONIC_EVIDENCE * noise) {
                periodogram.add(base, k, 1 - noise / power);
                variance += 2 * noise / n;
            }
        }
        double walk = periodogram.walk(noise);
        if (walk == 0 && variance == 0) {
            return level(n, mean(table, base));
        }
        double[] rest = new double[n];
        if (walk > 0) {
            rest = CyclicWalk.mean(table, base, walk);
        } else {
            Arrays.fill(rest, mean(table, base));
        }
        float[] means = new float[n];
        for (int i = 0; i < n; i++) {
            means[i] = (float) (base[i] + rest[i]);
        }
        float[] variances = CyclicWalk.variances(table, base, walk, variance);
        addJumps(means, variances);
        return new CyclicShape(means, variances, true);
    }

    /** Whether there is a rhythm at all. */
    boolean evident() {
        return evident;
    }

    double mean(int slot) {
        return means[slot];
    }

    /** Mean at a position in slots: linear between their centres. */
    double mean(double position) {
        return between(means, position);
    }

    /** Variance of the mean at a position. */
    double variance(double position) {
        return between(variances, position);
    }

    private static double between(float[] slots, double position) {
        double x = position - 0.5 + slots.length;
        int i = (int) x;
        double share = x - i;
        return slots[i % slots.length] * (1 - share) + slots[(i + 1) % slots.length] * share;
    }

    private static double mean(SlotTable table, double[] base) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < table.slots(); i++) {
            sum += table.weight(i) * (table.mean(i) - base[i]);
            weights += table.weight(i);
        }
        return sum / weights;
    }

    /** Means with straight lines over the slots that were never seen. */
    private static double[] filled(SlotTable table, int first) {
        int n = table.slots();
        double[] filled = new double[n];
        int last = first;
        filled[first] = table.mean(first);
        for (int step = 1; step <= n; step++) {
            int i = first + step;
            if (step == n || table.weight(i % n) > 0) {
                double to = table.mean(i % n);
                for (int j = last + 1; j <= i; j++) {
                    double share = (double) (j - last) / (i - last);
                    filled[j % n] = table.mean(last % n) * (1 - share) + to * share;
                }
                last = i;
            }
        }
        return filled;
    }

    /** Mean variance of the slots that were seen. */
    private static double noise(SlotTable table) {
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < table.slots(); i++) {
            if (table.weight(i) > 0) {
                sum += table.variance() / table.weight(i);
                seen++;
            }
        }
        return sum / seen;
    }

    /**
     * Adds what a straight line between two slots is wrong by where the level jumps, as where a job
     * starts at a fixed time: a third of the jump, in the slots beside it.
     */
    private static void addJumps(float[] means, float[] variances) {
        int n = means.length;
        float[] own = variances.clone();
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            double bend =
                    means[next]
                            - means[i]
                            - 0.5
                                    * (means[i]
                                            - means[(i + n - 1) % n]
                                            + means[(i + 2) % n]
                                            - means[next]);
            double chance = JUMP_EVIDENCE * Math.max(own[i], own[next]);
            float error = (float) (Math.max(0, bend * bend - chance) / 9);
            variances[i] = Math.max(variances[i], own[i] + error);
            variances[next] = Math.max(variances[next], own[next] + error);
        }
    }
}
