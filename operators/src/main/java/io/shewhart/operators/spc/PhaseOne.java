/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Phase I: finds the subgroups that belong together and estimates a baseline from them.
 *
 * <p>A robust first pass (median and MAD) marks what cannot belong; then the efficient estimate and
 * the marks are repeated until they no longer change. The screening limit has an error of 5 % over
 * the whole sample, so that data in control lose next to nothing. If more than a quarter would have
 * to go there is no common level and no baseline. Sources: Montgomery, Introduction to Statistical
 * Quality Control, section 6.2; Jones-Farmer, Woodall, Steiner and Champ (2014), An overview of
 * Phase I analysis, Journal of Quality Technology 46.
 */
final class PhaseOne {

    private static final double SCREENING_ERROR = 0.05;
    private static final double MOST_DELETED = 0.25;
    static final double MAD_TO_SIGMA = 1.4826022185056018;
    private static final double ROBUST_MARGIN = 1.15;
    private static final int ROUNDS = 20;

    /** Standard errors from which a drift is evident. */
    private static final double DRIFT_EVIDENCE = 3.5;

    private PhaseOne() {}

    /** Result of the screening: the fit and the lag-one correlation of what it used. */
    record Screened(LocationFit fit, double phi) {}

    /** The screened fit, null if the subgroups have no common level. */
    static Screened screen(LocationSample sample, LocationScale scale) {
        int m = sample.size();
        double limit = Normal.upperQuantile(SCREENING_ERROR / (2 * m));
        boolean[] use = robust(sample, scale, ROBUST_MARGIN * limit);
        for (int round = 0; round < ROUNDS; round++) {
            int kept = count(use);
            if (kept < 2 || kept < (1 - MOST_DELETED) * m) {
                return null;
            }
            LocationFit fit = LocationFit.of(sample, use);
            boolean[] next = new boolean[m];
            for (int i = 0; i < m; i++) {
                double sigma = scale.sigma(fit, sample.n(i));
                next[i] = Math.abs(sample.mean(i) - fit.center()) <= limit * sigma;
            }
            if (Arrays.equals(next, use) || round == ROUNDS - 1) {
                return new Screened(fit, phi(sample, use, fit));
            }
            use = next;
        }
        return null;
    }

    /**
     * Lag-one correlation of standardised neighbours without a gap between them, corrected for its
     * bias of -(1 + 3 phi) / m (Kendall 1954), not negative.
     */
    static double phi(LocationSample sample, boolean[] use, LocationFit fit) {
        double products = 0;
        double squares = 0;
        int pairs = 0;
        int m = 0;
        double last = Double.NaN;
        for (int i = 0; i < use.length; i++) {
            if (sample.afterGap(i)) {
                last = Double.NaN;
            }
            double u = Double.NaN;
            if (use[i]) {
                double v = fit.variance(sample.n(i));
                u = v > 0 ? (sample.mean(i) - fit.center()) / Math.sqrt(v) : 0;
                squares += u * u;
                m++;
                if (!Double.isNaN(last)) {
                    products += u * last;
                    pairs++;
                }
            }
            last = u;
        }
        if (pairs < 3 || squares <= 0) {
            return 0;
        }
        double raw = products / pairs / (squares / m);
        return Correlation.estimate(raw, m);
    }

    /**
     * Drift per subgroup, 0 unless it is evident: the median slope between subgroups half a sample
     * apart, against its standard error for autocorrelated residuals.
     */
    static double drift(LocationSample sample, LocationScale scale) {
        double slope = slope(sample);
        Screened rest = screen(sample.without(slope), scale);
        if (rest == null) {
            return 0;
        }
        int m = sample.size();
        double variance = 0;
        for (int i = 0; i < m; i++) {
            variance += rest.fit().variance((double) sample.n(i)) / m;
        }
        double phi = rest.phi();
        // m / 2 independent slopes of variance 8 s^2 / m^2, and pi / 2 for their median
        double cube = (double) m * m * m;
        double error = Math.sqrt(8 * Math.PI * variance / cube * (1 + phi) / (1 - phi));
        return Math.abs(slope) > DRIFT_EVIDENCE * error ? slope : 0;
    }

    /** Median of the slopes between subgroups half a sample apart, which a few odd ones leave. */
    private static double slope(LocationSample sample) {
        int half = sample.size() / 2;
        double[] slopes = new double[half];
        for (int i = 0; i < half; i++) {
            int j = i + sample.size() - half;
            slopes[i] = (sample.mean(j) - sample.mean(i)) / (j - i);
        }
        return median(slopes);
    }

    private static boolean[] robust(LocationSample sample, LocationScale scale, double limit) {
        int m = sample.size();
        double[] sorted = new double[m];
        for (int i = 0; i < m; i++) {
            sorted[i] = sample.mean(i);
        }
        double median = median(sorted);
        double[] weights = new double[m];
        double within = sample.within();
        double spread = mad(sample, median);
        // what the sizes explain of the spread decides how differently subgroups are judged
        double typical = 0;
        for (int i = 0; i < m; i++) {
            typical += within / sample.n(i) / m;
        }
        double between = Math.max(0, spread * spread - typical);
        for (int i = 0; i < m; i++) {
            weights[i] = Math.sqrt(between + within / sample.n(i));
        }
        boolean[] use = new boolean[m];
        for (int i = 0; i < m; i++) {
            double sigma = Math.max(scale.leastSigma(median), Math.max(spread / 2, weights[i]));
            use[i] = Math.abs(sample.mean(i) - median) <= limit * sigma;
        }
        return use;
    }

    private static double mad(LocationSample sample, double median) {
        double[] deviations = new double[sample.size()];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Math.abs(sample.mean(i) - median);
        }
        return MAD_TO_SIGMA * median(deviations);
    }

    static double median(double[] values) {
        Arrays.sort(values);
        int m = values.length;
        return m % 2 == 1 ? values[m / 2] : 0.5 * (values[m / 2 - 1] + values[m / 2]);
    }

    private static int count(boolean[] use) {
        int count = 0;
        for (boolean used : use) {
            count += used ? 1 : 0;
        }
        return count;
    }
}
