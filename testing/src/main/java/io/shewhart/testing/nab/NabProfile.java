/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

/**
 * What a detection, a false one and a missed window weigh.
 *
 * <p>Source: numenta/NAB, config/profiles.json (v1.1).
 */
public enum NabProfile {
    /** False and missed detections as the benchmark balances them. */
    STANDARD("standard", 1.0, 1.0, 0.11),
    /** False detections cost twice as much. */
    LOW_FP("reward_low_FP_rate", 1.0, 1.0, 0.22),
    /** Missed windows cost twice as much. */
    LOW_FN("reward_low_FN_rate", 1.0, 2.0, 0.11);

    private final String text;
    private final double tpWeight;
    private final double fnWeight;
    private final double fpWeight;

    NabProfile(String text, double tpWeight, double fnWeight, double fpWeight) {
        this.text = text;
        this.tpWeight = tpWeight;
        this.fnWeight = fnWeight;
        this.fpWeight = fpWeight;
    }

    /** Its name in the benchmark's files. */
    public String text() {
        return text;
    }

    double tpWeight() {
        return tpWeight;
    }

    double fnWeight() {
        return fnWeight;
    }

    double fpWeight() {
        return fpWeight;
    }

    /**
     * The benchmark's scale: 0 for no detection at all, 100 for the first row of each window and
     * nothing else. Without windows there is no scale and the result is NaN.
     */
    public double normalised(double score, int windows) {
        return 100 * (score + windows * fnWeight) / (windows * (tpWeight + fnWeight));
    }
}
