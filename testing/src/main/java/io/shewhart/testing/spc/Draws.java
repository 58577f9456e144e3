/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.util.SplittableRandom;

/**
 * Random numbers of one simulated series; the same for the same seed. Counts follow their laws
 * exactly, far into the tails, since tails are what is measured: small ones by inversion along the
 * waiting times, large ones by transformed rejection (Hörmann 1993, The transformed rejection
 * method for generating Poisson random variables, Insurance: Mathematics and Economics 12; The
 * generation of binomial random variates, Journal of Statistical Computation and Simulation 46).
 */
final class Draws {
    private static final double REJECTION_FROM = 12;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    double uniform() {
        return random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double normal() {
        return random.nextGaussian();
    }

    /** Positive variable with mean 1 and ln(x) of a standard deviation. */
    double logNormal(double sigma) {
        return Math.exp(sigma * random.nextGaussian() - 0.5 * sigma * sigma);
    }

    /**
     * Sum of so many squared normals, at least two, by rejection (Marsaglia and Tsang 2000, A
     * simple method for generating gamma variables, ACM Transactions on Mathematical Software 26).
     */
    double chiSquared(double df) {
        double d = df / 2 - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0
                    && Math.log(1 - random.nextDouble())
                            < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return 2 * d * v;
            }
        }
    }

    long poisson(double mean) {
        if (mean >= REJECTION_FROM) {
            return largePoisson(mean);
        }
        double product = random.nextDouble();
        double stop = Math.exp(-mean);
        long k = 0;
        while (product > stop) {
            product *= random.nextDouble();
            k++;
        }
        return k;
    }

    long binomial(long n, double p) {
        if (p > 0.5) {
            return n - binomial(n, 1 - p);
        }
        if (n * p >= REJECTION_FROM) {
            return largeBinomial(n, p);
        }
        if (p <= 0) {
            return 0;
        }
        double perTrial = Math.log1p(-p);
        long trials = 0;
        long hits = -1;
        while (trials <= n) {
            trials += 1 + (long) (Math.log(1 - random.nextDouble()) / perTrial);
            hits++;
        }
        return hits;
    }

    private long largePoisson(double mean) {
        double root = Math.sqrt(mean);
        double b = 0.931 + 2.53 * root;
        double a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4);
        double quick = 0.9277 - 3.6224 / (b - 2);
        double log = Math.log(mean);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = 1 - random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= quick) {
                return (long) k;
            }
            if (k >= 0
                    && (us >= 0.013 || v <= us)
                    && Math.log(v * inverse / (a / (us * us) + b))
                            <= k * log - mean - logFactorial(k)) {
                return (long) k;
            }
        }
    }

    private long largeBinomial(long n, double p) {
        double root = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * root;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double quick = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * root;
        double odds = Math.log(p / (1 - p));
        double mode = Math.floor((n + 1) * p);
        double top = logFactorial(mode) + logFactorial(n - mode);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = 1 - random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + c);
            if (k < 0 || k > n) {
                continue;
            }
            if (us >= 0.07 && v <= quick) {
                return (long) k;
            }
            if (Math.log(v * alpha / (a / (us * us) + b))
                    <= top - logFactorial(k) - logFactorial(n - k) + (k - mode) * odds) {
                return (long) k;
            }
        }
    }

    /** ln k! by Stirling's series; the argument is shifted until it is exact. */
    private static double logFactorial(double k) {
        double shift = 0;
        double y = k + 1;
        while (y < 10) {
            shift += Math.log(y);
            y++;
        }
        double i2 = 1 / (y * y);
        return (y - 0.5) * Math.log(y)
                - y
                + HALF_LOG_TWO_PI
                + (1.0 / 12 - i2 * (1.0 / 360 - i2 / 1260)) / y
                - shift;
    }
}
