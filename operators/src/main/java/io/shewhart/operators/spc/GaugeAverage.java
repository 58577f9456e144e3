/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * The residuals of a gauge averaged over one length of time, standardised by their own past.
 * Mutable, owned by one fold.
 *
 * <p>Sigma is the standard deviation of the average itself over its memory, never a moving range:
 * windows of a gauge are correlated. It is widened by how high the average usually peaks compared
 * with a normal variable, since a bursty series reaches a few of its standard deviations every day.
 * Thus what alarms is what is rare for this series. (Block maxima as the measure of a tail: Coles,
 * An Introduction to Statistical Modeling of Extreme Values, 2001, chapter 3.)
 */
final class GaugeAverage {

    /** Windows after which mean and variance forget. */
    static final int MEMORY = 1500;

    /** Windows of which the highest statistic is a peak. */
    static final int BLOCK = 100;

    /** Mean of the highest of 100 absolute standard normal values. */
    private static final double NORMAL_PEAK = 2.75;

    /** What the standard deviation weighs beside the peaks, in units of them. */
    private static final double OWN_WEIGHT = 3;

    private static final int PEAK_MEMORY = 50;

    /** Peaks that a normal series is given credit for before its own are known. */
    private static final int PRIOR_PEAKS = 4;

    /** One incident must not make a series look wild for weeks. */
    private static final double HIGHEST_PEAK = 30;

    /** Where a constant series ends: beyond, more sigmas tell nothing more. */
    private static final double HIGHEST = 100;

    private final int windows;
    private double average;
    private double mean;
    private double variance;
    private double peak = NORMAL_PEAK;
    private double highest;
    private double heldMean;
    private double heldSigma;

    GaugeAverage(int windows) {
        this.windows = windows;
    }

    /** Correlation of two averages in a row, given that of two residuals. */
    double phi(double residuals) {
        double own = 1 - 1.0 / windows;
        return (own + residuals) / (1 + own * residuals);
    }

    double average() {
        return average;
    }

    double mean() {
        return mean;
    }

    /** Standard deviation that the average is judged by, at least the floor of one residual. */
    double sigma(double floor) {
        return spread(floor) * (OWN_WEIGHT + peak) / (OWN_WEIGHT + NORMAL_PEAK);
    }

    /** Takes a residual into the average, which is then judged before it is learned. */
    void take(double residual, int before) {
        average += Math.max(1.0 / (before + 1), 1.0 / windows) * (residual - average);
    }

    /** The average in sigmas from its mean. */
    double statistic(double floor) {
        double z = (average - mean) / sigma(floor);
        return Math.max(-HIGHEST, Math.min(HIGHEST, z));
    }

    /** Learns the average. */
    void learn(int before, double floor, boolean judged) {
        if (judged) {
            double z = Math.abs(average - mean) / spread(floor);
            highest = Math.max(highest, Math.min(HIGHEST_PEAK, z));
        }
        double gain = Math.max(1.0 / (before + 1), 1.0 / MEMORY);
        double error = average - mean;
        mean += gain * error;
        variance = (1 - gain) * (variance + gain * error * error);
    }

    /** Ends a block of windows, the given one counted from 1. */
    void endBlock(int blocks) {
        peak += Math.max(1.0 / (blocks + PRIOR_PEAKS), 1.0 / PEAK_MEMORY) * (highest - peak);
        highest = 0;
    }

    /** Keeps what it is judged by now for as long as an episode lasts. */
    void hold(double floor) {
        heldMean = mean;
        heldSigma = sigma(floor);
    }

    /** The average in sigmas from its mean, both as they were when the episode opened. */
    double held() {
        return (average - heldMean) / heldSigma;
    }

    /** Takes where it stands as where it belongs. */
    void accept() {
        mean = average;
    }

    /** Takes where it belongs as where it stands. */
    void restart() {
        average = mean;
    }

    private double spread(double floor) {
        return Math.max(Math.sqrt(variance), floor / Math.sqrt(windows));
    }

    GaugeAverage copy() {
        GaugeAverage copy = new GaugeAverage(windows);
        copy.average = average;
        copy.mean = mean;
        copy.variance = variance;
        copy.peak = peak;
        copy.highest = highest;
        copy.heldMean = heldMean;
        copy.heldSigma = heldSigma;
        return copy;
    }

    void write(StateWriter out) {
        out.real(average);
        out.real(mean);
        out.real(variance);
        out.real(peak);
        out.real(highest);
        out.real(heldMean);
        out.real(heldSigma);
    }

    void read(StateReader in) {
        average = in.real();
        mean = in.real();
        variance = in.real();
        peak = in.real();
        highest = in.real();
        heldMean = in.real();
        heldSigma = in.real();
    }
}
