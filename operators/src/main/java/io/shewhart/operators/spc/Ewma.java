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
 *
 * @param joint covariance of the newest observation and the EWMA that holds it
 */
public record Ewma(double value, double variance, double joint, double lastSigma) {

    public static final Ewma START = new Ewma(0, 0, 0, 0);

    /**
     * How far beyond its limit the EWMA may run, so that it comes back soon after a large change
     * has ended.
     */
    private static final double CEILING = 1.2;

    /**
     * Adds a deviation.
     *
     * @param steps subgroups since the last one: 1 without a gap; a gap takes as much weight from
     *     what was before it as the missing subgroups would have, lambda_g = 1 - (1 - lambda)^g
     */
    public Ewma add(double deviation, double sigma, double lambda, double phi, int steps) {
        double keep = steps == 1 ? 1 - lambda : StrictMath.pow(1 - lambda, steps);
        double weight = steps == 1 ? lambda : 1 - keep;
        double across = steps == 1 ? phi : StrictMath.pow(phi, steps);
        double cov = lastSigma > 0 ? across * sigma / lastSigma * joint : 0;
        double next =
                weight * weight * sigma * sigma + keep * keep * variance + 2 * weight * keep * cov;
        return new Ewma(
                weight * deviation + keep * value,
                next,
                weight * sigma * sigma + keep * cov,
                sigma);
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
                : new Ewma(Math.copySign(most, value), variance, joint, lastSigma);
    }

    /** The same deviations from another centre, by another standard deviation. */
    Ewma about(double moved, double factor) {
        double square = factor * factor;
        return new Ewma(value - moved, variance * square, joint * square, lastSigma * factor);
    }

    /** The same where they are scores, which have a standard deviation of one by either. */
    Ewma rescored(double moved, double factor) {
        return new Ewma((value - moved) / factor, variance, joint, lastSigma);
    }

    public void write(StateWriter out) {
        out.real(value);
        out.real(variance);
        out.real(joint);
        out.real(lastSigma);
    }

    public static Ewma read(StateReader in) {
        return new Ewma(in.real(), in.real(), in.real(), in.real());
    }
}
