/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rate per subgroup at which a settled EWMA first crosses one upper limit, as a function of the
 * limit in standard deviations of the EWMA: the reciprocal of the one-sided ARL.
 *
 * <p>Unlike an ARL from a linear system this holds for any ARL: it is the exit rate from the
 * quasi-stationary distribution (Darroch and Seneta 1965, Journal of Applied Probability 2), a sum
 * of positive terms. A shift of the mean moves the EWMA as a whole, so the rate at a shift is the
 * rate at a limit that much nearer. With confirmation the exit is the second consecutive value
 * above the limit.
 */
final class EwmaRate {

    private static final double FROM = 0;
    private static final double TO = 9;
    private static final double STEP = 0.25;
    private static final Map<String, EwmaRate> CACHE = new ConcurrentHashMap<>();

    /** ln rate + h * h / 2, which is nearly linear in the limit h. */
    private final double[] table = new double[(int) ((TO - FROM) / STEP) + 1];

    private EwmaRate(double lambda, boolean confirm) {
        for (int i = 0; i < table.length; i++) {
            double h = FROM + i * STEP;
            table[i] = StrictMath.log(exitRate(lambda, h, confirm)) + 0.5 * h * h;
        }
    }

    static EwmaRate of(double lambda, boolean confirm) {
        return CACHE.computeIfAbsent(lambda + "/" + confirm, key -> new EwmaRate(lambda, confirm));
    }

    /** Rate for a limit in standard deviations of the EWMA. */
    double at(double limit) {
        double h = Math.max(FROM, limit);
        int i = Math.min(table.length - 2, (int) ((h - FROM) / STEP));
        double t = (h - FROM) / STEP - i;
        return StrictMath.exp(table[i] + t * (table[i + 1] - table[i]) - 0.5 * h * h);
    }

    static double exitRate(double lambda, double limit, boolean confirm) {
        double sigma = EwmaArl.sigma(lambda);
        double h = limit * sigma;
        double bottom = -8.5 * sigma;
        int below = 24 + (int) (2.5 * (h - bottom) / lambda);
        int above = confirm ? 24 : 0;
        GaussLegendre in = GaussLegendre.on(bottom, h, below);
        GaussLegendre over = GaussLegendre.on(h, h + 6 * lambda, Math.max(1, above));
        int n = below + above;
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            nodes[i] = i < below ? in.nodes[i] : over.nodes[i - below];
            weights[i] = i < below ? in.weights[i] : over.weights[i - below];
        }
        double[][] step = new double[n][n];
        double[] exit = new double[n];
        double[] mass = new double[n];
        for (int i = 0; i < n; i++) {
            double mean = (1 - lambda) * nodes[i];
            boolean pending = i >= below;
            for (int j = 0; j < n; j++) {
                if (!(pending && j >= below)) {
                    step[i][j] = weights[j] * Normal.density((nodes[j] - mean) / lambda) / lambda;
                }
            }
            exit[i] = pending || !confirm ? Normal.survival((h - mean) / lambda) : 0;
            mass[i] = i < below ? weights[i] * Normal.density(nodes[i] / sigma) / sigma : 0;
        }
        double rate = 0;
        for (int iteration = 0; iteration < 5000; iteration++) {
            double total = 0;
            double leaving = 0;
            for (int i = 0; i < n; i++) {
                total += mass[i];
                leaving += mass[i] * exit[i];
            }
            double now = leaving / total;
            if (iteration > 20 && Math.abs(now - rate) <= 1e-9 * now) {
                return now;
            }
            rate = now;
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                double m = mass[i] / total;
                if (m > 0) {
                    double[] row = step[i];
                    for (int j = 0; j < n; j++) {
                        next[j] += m * row[j];
                    }
                }
            }
            mass = next;
        }
        return rate;
    }
}
