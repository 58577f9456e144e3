/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Tail probabilities of counts by summation of their probability functions: exact, free of
 * cancellation, and cheap because the terms fall geometrically away from the centre.
 */
public final class Tails {

    private static final double NEGLIGIBLE = 1e-17;

    /**
     * A term below this is nothing. Subnormal terms must not be summed: the smallest of them times
     * a ratio above one half is itself again, for ever.
     */
    private static final double LEAST = Double.MIN_NORMAL;

    private Tails() {}

    /**
     * ln Gamma(x) for x &gt; 0; Stirling's series after shifting the argument (Abramowitz and
     * Stegun 6.1.41).
     */
    static double lnGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 12) {
            shift += StrictMath.log(y);
            y += 1;
        }
        double i2 = 1 / (y * y);
        double series =
                (1.0 / 12 - i2 * (1.0 / 360 - i2 * (1.0 / 1260 - i2 * (1.0 / 1680 - i2 / 1188))))
                        / y;
        return (y - 0.5) * StrictMath.log(y) - y + 0.9189385332046727 + series - shift;
    }

    /** ln of the beta function B(x, y), x and y positive. */
    public static double lnBeta(double x, double y) {
        return lnGamma(x) + lnGamma(y) - lnGamma(x + y);
    }

    /** ln of the binomial coefficient n over k. */
    static double lnChoose(double n, double k) {
        return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
    }

    /** Successive ratio p(k + 1) / p(k) of a probability function. */
    @FunctionalInterface
    interface Ratio {
        double at(double k);
    }

    /** P(X &gt;= k) from p(k), for k above the centre. */
    static double upward(double pk, double k, double last, Ratio ratio) {
        double term = pk;
        double sum = 0;
        for (double j = k; term >= LEAST; j++) {
            sum += term;
            if (j >= last || term < NEGLIGIBLE * sum) {
                break;
            }
            term *= ratio.at(j);
        }
        return Math.min(1, sum);
    }

    /** P(X &lt;= k) from p(k), for k below the centre. */
    static double downward(double pk, double k, Ratio ratio) {
        double term = pk;
        double sum = 0;
        for (double j = k; term >= LEAST; j--) {
            sum += term;
            if (j <= 0 || term < NEGLIGIBLE * sum) {
                break;
            }
            term /= ratio.at(j - 1);
        }
        return Math.min(1, sum);
    }
}
