/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.function.DoubleUnaryOperator;

/** Roots of monotone functions. */
final class Roots {

    private Roots() {}

    /**
     * Root of an increasing function by bisection-guarded secant steps; the nearer end if there is
     * none inside.
     */
    static double increasing(DoubleUnaryOperator f, double from, double to, double tolerance) {
        double a = from;
        double b = to;
        double fa = f.applyAsDouble(a);
        double fb = f.applyAsDouble(b);
        if (fa >= 0) {
            return a;
        }
        if (fb <= 0) {
            return b;
        }
        for (int i = 0; i < 200 && b - a > tolerance; i++) {
            double secant = a - fa * (b - a) / (fb - fa);
            double margin = 0.01 * (b - a);
            double x =
                    i % 3 == 2 ? 0.5 * (a + b) : Math.max(a + margin, Math.min(b - margin, secant));
            double fx = f.applyAsDouble(x);
            if (fx < 0) {
                a = x;
                fa = fx;
            } else {
                b = x;
                fb = fx;
            }
        }
        return 0.5 * (a + b);
    }
}
