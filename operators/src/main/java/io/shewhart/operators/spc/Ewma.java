/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * EWMA of deviations from a centre with the exact variance at every step, for subgroups of varying
 * sigma and a lag-one correlation. Immutable.
 *
 * <p>Var z' = lambda^2 s^2 + (1 - lambda)^2 Var z + 2 lambda (1 - lambda) Cov, where Cov, between
 * the new observation and the old EWMA, follows phi s/s_old (lambda s_old^2 + (1 - lambda)
 * Cov_old). For phi = 0 this is the recursion of Montgomery, Introduction to Statistical Quality
 * Control, section 9.2; its limit for a constant sigma is the variance of Schmid (1997), On EWMA
 * charts for time series.
 */
public record Ewma(double value, double variance, double covariance, double lastSigma) {

    public static final Ewma START = new Ewma(0, 0, 0, 0);

    /**
     * How far beyond its limit the EWMA may run, so that it comes back soon after a large change
     * has ended.
     */
    private static final double CEILING = 1.2;

    public Ewma add(double deviation, double sigma, double lambda, double phi) {
        double keep = 1 - lambda;
        double cov =
                lastSigma > 0
                        ? phi
                                * sigma
                                / lastSigma
                                * (lambda * lastSigma * lastSigma + keep * covariance)
                        : 0;
        double next =
                lambda * lambda * sigma * sigma + keep * keep * variance + 2 * lambda * keep * cov;
        return new Ewma(lambda * deviation + keep * value, next, cov, sigma);
    }

    public double sigma() {
        return Math.sqrt(variance);
    }

    public double z() {
        return variance > 0 ? value / sigma() : 0;
    }

    /** The same, not further out than a little beyond the limit. */
    Ewma bounded(double limit) {
        double most = CEILING * limit * sigma();
        return Math.abs(value) <= most
                ? this
                : new Ewma(Math.copySign(most, value), variance, covariance, lastSigma);
    }

    public void write(StateWriter out) {
        out.real(value);
        out.real(variance);
        out.real(covariance);
        out.real(lastSigma);
    }

    public static Ewma read(StateReader in) {
        return new Ewma(in.real(), in.real(), in.real(), in.real());
    }
}
