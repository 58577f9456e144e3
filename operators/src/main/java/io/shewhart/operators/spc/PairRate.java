/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rate per subgroup of a second subgroup above a limit soon after a first one, tabulated for one
 * correlation. See {@link ShewhartArl#pairRate}.
 */
final class PairRate {

    /**
     * Subgroups after the first within which a second one confirms it: as many as have to be quiet
     * before an episode is over. What comes and goes is found as what stays is, at the price of
     * limits that lie a fifth of a sigma further out.
     */
    static final int WITHIN = 5;

    private static final double STEP = 0.25;
    private static final double TO = 9;
    private static final double PHI_STEP = 0.01;
    private static final Map<Integer, PairRate> CACHE = new ConcurrentHashMap<>();

    /** ln rate + h * h / 2, which is nearly linear in the limit h. */
    private final double[] table = new double[(int) (TO / STEP) + 1];

    private PairRate(double phi) {
        for (int i = 0; i < table.length; i++) {
            double h = i * STEP;
            table[i] = StrictMath.log(ShewhartArl.pairRate(h, phi, WITHIN)) + 0.5 * h * h;
        }
    }

    /** The table for the nearest hundredth. */
    static PairRate of(double phi) {
        return CACHE.computeIfAbsent(
                (int) Math.round(phi / PHI_STEP), step -> new PairRate(step * PHI_STEP));
    }

    double at(double limit) {
        double h = Math.max(0, limit);
        int i = Math.min(table.length - 2, (int) (h / STEP));
        double t = h / STEP - i;
        return StrictMath.exp(table[i] + t * (table[i + 1] - table[i]) - 0.5 * h * h);
    }
}
