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
 *
 * @param means one per slot, unit of the table
 * @param variances of the means, squared unit; all slots
 * @param evident whether there is a rhythm at all
 */
record CyclicShape(float[] means, float[] variances, boolean evident) {

    private static final int HARMONICS = 4;

    /** A harmonic of noise exceeds 7 times its expectation with probability 0.001. */
    private static final double HARMONIC_EVIDENCE = 7;

    /** Twice the log-likelihood ratio that a random walk needs. */
    private static final double WALK_EVIDENCE = 9;

    /**
     * Square of a jump that noise may look like, in variances of a slot: 3 is its expectation, and
     * twice that again.
     */
    private static final double JUMP_EVIDENCE = 9;

    private static final int GRID_FROM = -5;
    private static final int GRID_TO = 6;

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
        double[] filled = filled(table, first);
        double noise = noise(table);
        int frequencies = n / 4;
        double[] cos = new double[frequencies + 1];
        double[] sin = new double[frequencies + 1];
        double[] power = transform(filled, cos, sin);
        double[] base = new double[n];
        double baseVariance = 0;
        boolean evident = false;
        boolean[] used = new boolean[frequencies + 1];
        for (int k = 1; harmonics && k <= HARMONICS; k++) {
            if (power[k] > HARMONIC_EVIDENCE * noise) {
                double keep = 1 - noise / power[k];
                addHarmonic(base, k, 2 * keep * cos[k] / n, 2 * keep * sin[k] / n);
                baseVariance += 2 * noise / n;
                used[k] = true;
                evident = true;
            }
        }
        double walk = walk(power, used, noise, n);
        evident |= walk > 0;
        if (!evident) {
            return level(n, mean(table, base));
        }
        double[] rest = new double[n];
        if (walk > 0) {
            rest = whittaker(table, base, walk);
        } else {
            Arrays.fill(rest, mean(table, base));
        }
        float[] means = new float[n];
        for (int i = 0; i < n; i++) {
            means[i] = (float) (base[i] + rest[i]);
        }
        float[] variances = variances(table, base, walk, baseVariance);
        addJumps(means, variances);
        return new CyclicShape(means, variances, true);
    }

    static CyclicShape level(int slots, double mean) {
        float[] means = new float[slots];
        Arrays.fill(means, (float) mean);
        return new CyclicShape(means, new float[slots], false);
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

    /** Sums with cosines and sines; the power is their squared size over n. */
    private static double[] transform(double[] x, double[] cos, double[] sin) {
        int n = x.length;
        double[] table = cosines(n);
        double[] power = new double[cos.length];
        for (int k = 1; k < cos.length; k++) {
            double c = 0;
            double s = 0;
            for (int i = 0; i < n; i++) {
                int at = i * k % n;
                c += x[i] * table[at];
                s += x[i] * table[(at + 3 * n / 4) % n];
            }
            cos[k] = c;
            sin[k] = s;
            power[k] = (c * c + s * s) / n;
        }
        return power;
    }

    private static final double[] DAY = table(SeasonalProfile.DAY_SLOTS);
    private static final double[] WEEK = table(SeasonalProfile.WEEK_SLOTS);

    private static double[] cosines(int n) {
        return n == DAY.length ? DAY : n == WEEK.length ? WEEK : table(n);
    }

    private static double[] table(int n) {
        double[] table = new double[n];
        for (int i = 0; i < n; i++) {
            table[i] = StrictMath.cos(2 * Math.PI * i / n);
        }
        return table;
    }

    private static void addHarmonic(double[] to, int k, double cos, double sin) {
        int n = to.length;
        double[] table = cosines(n);
        for (int i = 0; i < n; i++) {
            int at = i * k % n;
            to[i] += cos * table[at] + sin * table[(at + 3 * n / 4) % n];
        }
    }

    /** Step variance of the random walk, 0 if none is evident. */
    private static double walk(double[] power, boolean[] used, double noise, int n) {
        double[] cosines = cosines(n);
        double zero = 0;
        for (int k = 1; k < power.length; k++) {
            zero -= used[k] ? 0 : StrictMath.log(noise) + power[k] / noise;
        }
        double best = zero + WALK_EVIDENCE / 2;
        double walk = 0;
        for (int g = GRID_FROM; g <= GRID_TO; g++) {
            double q = noise * StrictMath.pow(4, g);
            double log = 0;
            for (int k = 1; k < power.length; k++) {
                if (!used[k]) {
                    double f = noise + q / (2 - 2 * cosines[k]);
                    log -= StrictMath.log(f) + power[k] / f;
                }
            }
            if (log > best) {
                best = log;
                walk = q;
            }
        }
        return walk;
    }

    /**
     * Solves (W + D'D / q) x = W y on the cycle, W the precisions of the slots: tridiagonal with
     * corners, by elimination and the Sherman-Morrison formula.
     */
    private static double[] whittaker(SlotTable table, double[] base, double q) {
        int n = table.slots();
        double off = -1 / q;
        double[] diagonal = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double precision = table.weight(i) / table.variance();
            diagonal[i] = precision - 2 * off;
            right[i] = precision * (table.mean(i) - base[i]);
        }
        double gamma = -diagonal[0];
        double corner = off * off / gamma;
        diagonal[0] -= gamma;
        diagonal[n - 1] -= corner;
        double[] u = new double[n];
        u[0] = gamma;
        u[n - 1] = off;
        double[] x = tridiagonal(diagonal, off, right);
        double[] z = tridiagonal(diagonal, off, u);
        double share = off / gamma;
        double factor = (x[0] + share * x[n - 1]) / (1 + z[0] + share * z[n - 1]);
        for (int i = 0; i < n; i++) {
            x[i] -= factor * z[i];
        }
        return x;
    }

    private static double[] tridiagonal(double[] diagonal, double off, double[] right) {
        int n = diagonal.length;
        double[] c = new double[n];
        double[] x = new double[n];
        c[0] = off / diagonal[0];
        x[0] = right[0] / diagonal[0];
        for (int i = 1; i < n; i++) {
            double m = diagonal[i] - off * c[i - 1];
            c[i] = off / m;
            x[i] = (right[i] - off * x[i - 1]) / m;
        }
        for (int i = n - 2; i >= 0; i--) {
            x[i] -= c[i] * x[i + 1];
        }
        return x;
    }

    /**
     * Posterior variances: v / sqrt(1 + 4 v / q) for a slot of variance v among equals, and that of
     * a Brownian bridge between the nearest slots that were seen.
     */
    private static float[] variances(SlotTable table, double[] base, double q, double least) {
        int n = table.slots();
        int[] before = distances(table, 1);
        int[] after = distances(table, -1);
        double steps = q;
        for (int i = 0; i < n; i++) {
            double step = base[i] - base[(i + 1) % n];
            steps += step * step / n;
        }
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            int left = before[i];
            int right = after[i];
            double own =
                    Math.max(
                            posterior(table, (i - left + n) % n, q),
                            posterior(table, (i + right) % n, q));
            double bridge = left == 0 ? 0 : steps * left * right / (left + right);
            out[i] = (float) (least + own + bridge);
        }
        return out;
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

    /** Steps from each slot to the nearest one that was seen, in a direction. */
    private static int[] distances(SlotTable table, int direction) {
        int n = table.slots();
        int[] distances = new int[n];
        int distance = 0;
        for (int step = 0; step < 2 * n; step++) {
            int i = Math.floorMod(direction * step, n);
            distance = table.weight(i) > 0 ? 0 : distance + 1;
            distances[i] = distance;
        }
        return distances;
    }

    private static double posterior(SlotTable table, int slot, double q) {
        double v = table.variance() / table.weight(slot);
        return q > 0 ? v / Math.sqrt(1 + 4 * v / q) : 0;
    }
}
