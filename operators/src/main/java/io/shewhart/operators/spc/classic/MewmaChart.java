/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.StateFormatException;
import io.shewhart.operators.spc.StateReader;
import io.shewhart.operators.spc.StateWriter;

/**
 * Multivariate EWMA: T² of exponentially weighted means of several quantities, with the asymptotic
 * covariance lambda / (2 - lambda) of single observations. Its limit for an in-control ARL is
 * {@link io.shewhart.operators.spc.MewmaArl#limitFor}.
 *
 * <p>Deviations are scaled by sqrt(n), so that subgroups of any size weigh the same. Source: Lowry,
 * Woodall, Champ and Rigdon (1992), A multivariate exponentially weighted moving average control
 * chart, Technometrics 34.
 */
public final class MewmaChart extends BaseChart<VectorSubgroup> {

    private final Covariance baseline;
    private final double lambda;
    private final double limit;
    private final double[] z;

    /** A chart with an upper limit for T². */
    public MewmaChart(Covariance baseline, double lambda, double limit) {
        super("mewma");
        this.baseline = baseline;
        this.lambda = positive("lambda", lambda);
        if (lambda > 1) {
            throw new IllegalArgumentException("lambda is " + lambda + ", allowed: (0, 1]");
        }
        this.limit = positive("limit", limit);
        this.z = new double[baseline.dimension()];
    }

    @Override
    public ChartPoint fold(VectorSubgroup s) {
        if (!s.measured(z.length)) {
            return ChartPoint.none(s.time());
        }
        double root = Math.sqrt(s.n());
        for (int i = 0; i < z.length; i++) {
            z[i] += lambda * (root * (s.mean(i) - baseline.center(i)) - z[i]);
        }
        double t2 = baseline.distance(z) * (2 - lambda) / lambda;
        return ChartPoint.of(s.time(), t2, z.length, 0, limit, Double.NaN, Math.sqrt(t2));
    }

    @Override
    void write(StateWriter out) {
        out.number(z.length);
        for (double v : z) {
            out.real(v);
        }
    }

    @Override
    void read(StateReader in) {
        if (in.size() != z.length) {
            throw new StateFormatException("state of another number of quantities");
        }
        for (int i = 0; i < z.length; i++) {
            z[i] = in.real();
        }
    }
}
