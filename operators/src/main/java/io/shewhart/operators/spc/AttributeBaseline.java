/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Frozen ratio of events with its dispersion. Immutable.
 *
 * <p>Subgroups of other sizes are judged by the spread of the ratio itself, which is what sigmaZ
 * comes from: sigmaZ^2 = 1 + spread n p / (1 - p).
 *
 * <p>sigmaZ is Laney's factor: the standard deviation of the standardised ratios, here from their
 * sample variance instead of their moving range, since windows are autocorrelated, and not below
 * one (Laney 2002, Improved control charts for attributes, Quality Engineering 14).
 *
 * @param id 16 hex digits
 * @param version version it was learned from
 * @param events events of all subgroups used
 * @param trials trials of all subgroups used
 * @param sigmaZ at least 1
 * @param spread relative variance of the ratio between subgroups, 0 where sigmaZ is 1
 * @param phi lag-one correlation of the standardised ratios, not negative
 * @param m subgroups used
 */
record AttributeBaseline(
        String id,
        String version,
        long events,
        long trials,
        double sigmaZ,
        double spread,
        double phi,
        int m)
        implements Baseline {

    private static final double SCREENING_ERROR = 0.05;
    private static final double MOST_DELETED = 0.25;
    private static final double DEVIATIONS = 1.5;
    private static final double MORE_DEVIATIONS = 2.5;
    private static final int ROUNDS = 20;

    double p() {
        return (double) events / trials;
    }

    /**
     * Size of phase I for the limits: where the dispersion is binomial the predictive law already
     * knows it.
     */
    int limitSize() {
        return sigmaZ > 1 ? m : LimitSolver.KNOWN;
    }

    /** Screens a sample to a fixed point; null if it has no common level. */
    static AttributeBaseline learn(AttributeSample sample, String id, String version) {
        int m = sample.size();
        double limit = Normal.upperQuantile(SCREENING_ERROR / (2 * m));
        boolean[] use = new boolean[m];
        Arrays.fill(use, true);
        // the first pass is robust: centre and spread from the middle of the subgroups
        double[] ratios = new double[m];
        for (int i = 0; i < m; i++) {
            ratios[i] = (double) sample.events(i) / sample.trials(i);
        }
        double trimmed = PhaseOne.median(ratios.clone());
        Totals all = Totals.of(sample, use);
        double p = trimmed > 0 ? trimmed : all.p();
        double[] z = scores(sample, p);
        double[] sizes = new double[m];
        for (int i = 0; i < m; i++) {
            sizes[i] = Math.abs(z[i]);
        }
        double sigma = Math.max(1, 1.4826022185056018 * PhaseOne.median(sizes));
        for (int round = 0; round < ROUNDS; round++) {
            boolean[] next = new boolean[m];
            int kept = 0;
            for (int i = 0; i < m; i++) {
                double expected = sample.trials(i) * p;
                // one event more or less is never a reason to screen
                boolean near = Math.abs(sample.events(i) - expected) <= 1;
                next[i] =
                        near
                                || Math.abs(z[i])
                                        <= limit * sigma
                                                + limit * limit / (6 * Math.sqrt(expected + 1));
                kept += next[i] ? 1 : 0;
            }
            if (kept < 2 || kept < (1 - MOST_DELETED) * m) {
                return null;
            }
            boolean settled = round > 0 && Arrays.equals(next, use);
            use = next;
            Totals totals = Totals.of(sample, use);
            p = totals.p();
            z = scores(sample, p);
            double dispersion = 0;
            for (int i = 0; i < m; i++) {
                dispersion += use[i] ? z[i] * z[i] : 0;
            }
            sigma = Math.max(1, Math.sqrt(dispersion / (kept - 1)));
            if (settled || round == ROUNDS - 1) {
                double phi = phi(z, use);
                sigma = Math.sqrt(allowed(sigma * sigma, phi, kept));
                double spread = spread(sigma, (double) totals.trials / kept, p);
                return new AttributeBaseline(
                        id, version, totals.events, totals.trials, sigma, spread, phi, kept);
            }
        }
        return null;
    }

    /**
     * Variance of standardised ratios to judge by, given that of m subgroups. What is binomial is
     * known; where there evidently is more, that is an estimate. The mean follows autocorrelated
     * subgroups, so it is too small by 2 phi / ((1 - phi) m); and a low level is learned together
     * with a small spread, because ratios vary in proportion to their level, which the limits for
     * the size of phase I do not know. So 1.5 standard errors are added, and up to 4 where phi is
     * evident (measured: false episodes of exceedance charts at the budget).
     */
    static double allowed(double variance, double phi, int m) {
        if (variance <= 1 + 2 * Math.sqrt(2.0 / Math.max(1, m - 1))) {
            return variance;
        }
        double bias = 1 - Math.min(0.5, 2 * phi / ((1 - phi) * m));
        double df = Math.max(4, (m - 1) * (1 - phi * phi) / (1 + phi * phi));
        double deviations = DEVIATIONS + Math.min(1, phi / 0.2) * MORE_DEVIATIONS;
        return 1 + (variance - 1) * (1 + deviations * Math.sqrt(2 / df)) / bias;
    }

    private static double[] scores(AttributeSample sample, double p) {
        double[] z = new double[sample.size()];
        for (int i = 0; i < z.length; i++) {
            double n = sample.trials(i);
            double variance = n * p * (1 - p);
            z[i] = variance > 0 ? (sample.events(i) - n * p) / Math.sqrt(variance) : 0;
        }
        return z;
    }

    /** Relative variance of a ratio p between subgroups of n that explains a sigmaZ. */
    static double spread(double sigmaZ, double n, double p) {
        return p > 0 && p < 1 ? Math.max(0, sigmaZ * sigmaZ - 1) * (1 - p) / (n * p) : 0;
    }

    private static double phi(double[] z, boolean[] use) {
        double products = 0;
        double squares = 0;
        int pairs = 0;
        int m = 0;
        for (int i = 0; i < z.length; i++) {
            if (use[i]) {
                squares += z[i] * z[i];
                m++;
                if (i > 0 && use[i - 1]) {
                    products += z[i] * z[i - 1];
                    pairs++;
                }
            }
        }
        if (pairs < 3 || squares <= 0) {
            return 0;
        }
        double raw = products / pairs / (squares / m);
        return Math.max(0, Math.min(0.95, raw + (1 + 3 * raw) / m));
    }

    @Override
    public void write(StateWriter out) {
        out.text(id);
        out.text(version);
        out.number(events);
        out.number(trials);
        out.real(sigmaZ);
        out.real(spread);
        out.real(phi);
        out.number(m);
    }

    static AttributeBaseline read(StateReader in) {
        return new AttributeBaseline(
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.real(),
                in.real(),
                in.real(),
                in.integer());
    }

    /** Sums over the subgroups in use; exact, so their order does not matter. */
    private record Totals(long events, long trials) {

        static Totals of(AttributeSample sample, boolean[] use) {
            long events = 0;
            long trials = 0;
            for (int i = 0; i < use.length; i++) {
                if (use[i]) {
                    events += sample.events(i);
                    trials += sample.trials(i);
                }
            }
            return new Totals(events, trials);
        }

        double p() {
            return trials == 0 ? 0 : (double) events / trials;
        }
    }
}
