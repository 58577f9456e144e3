/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChangePoint;
import io.shewhart.operators.spc.StateReader;
import io.shewhart.operators.spc.StateWriter;

/**
 * Tabular CUSUM, two-sided and standardised: C+ = max(0, C+ + z - k), C- = max(0, C- - z - k) with
 * z = (mean - centre) / (sigma / sqrt(n)), a signal above h.
 *
 * <p>The plotted statistic is the larger of both sums, that of the lower side negative, in sigma.
 * It goes on after a signal. A missing window adds nothing. Sources: Montgomery, Introduction to
 * Statistical Quality Control, section 9.1; fast initial response: Lucas and Crosier (1982),
 * Technometrics 24.
 */
public final class CusumChart extends BaseChart<Subgroup> {

    private final double center;
    private final double sigma;
    private final double k;
    private final double h;
    private ChangePoint sums;

    /**
     * A CUSUM chart.
     *
     * @param sigma standard deviation of single observations
     * @param k reference value in sigma, half of the shift to detect
     * @param h decision interval in sigma
     * @param headStart both sums at the start, in sigma; h / 2 for fast initial response, else 0
     */
    public CusumChart(double center, double sigma, double k, double h, double headStart) {
        super("cusum");
        this.center = finite("center", center);
        this.sigma = positive("sigma", sigma);
        this.k = positive("k", k);
        this.h = positive("h", h);
        if (!(headStart >= 0 && headStart < h)) {
            throw new IllegalArgumentException(
                    "headStart is " + headStart + ", allowed: 0 to below h");
        }
        this.sums = ChangePoint.at(Long.MIN_VALUE, headStart);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        if (!s.measured()) {
            return ChartPoint.none(s.time());
        }
        if (sums.upSince() == Long.MIN_VALUE) {
            sums = ChangePoint.at(s.time() - 1, sums.up());
        }
        double own = sigma / Math.sqrt(s.n());
        sums = sums.add((s.mean() - center) / own, s.time(), k);
        double larger = sums.up() >= sums.down() ? sums.up() : -sums.down();
        return ChartPoint.of(s.time(), larger, 0, -h, h, Double.NaN, larger);
    }

    /** C+, in sigma. */
    public double upper() {
        return sums.up();
    }

    /** C-, in sigma, not negative. */
    public double lower() {
        return sums.down();
    }

    /** Last time the sum of a side was zero: the change came after it. Side 1 is up, -1 down. */
    public long changePoint(int side) {
        return sums.since(side);
    }

    /** Estimated level since the change, for subgroups of n: mu0 ± sigma / sqrt(n) (k + C / N). */
    public double newLevel(int side, double n) {
        return center + sums.shift(side, k) * sigma / Math.sqrt(n);
    }

    @Override
    void write(StateWriter out) {
        sums.write(out);
    }

    @Override
    void read(StateReader in) {
        sums = ChangePoint.read(in);
    }
}
