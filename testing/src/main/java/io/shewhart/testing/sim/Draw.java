/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.SplittableRandom;

/**
 * A stream of random numbers that is the same on every machine. Each purpose draws from a stream of
 * its own, so that a draw more or less for one purpose leaves the others as they were: a capture
 * with incidents and one without differ by the incidents only.
 */
final class Draw {
    /** What a stream is for. */
    enum Purpose {
        ARRIVALS(1),
        SHAPE(2),
        LATENCY(3),
        OUTCOME(4),
        IDS(5),
        DELIVERY(6),
        EXPORT(7),
        KAFKA(8);

        private final long code;

        Purpose(long code) {
            this.code = code;
        }
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    /** The stream of this purpose for the index-th thing that is drawn for. */
    Draw(long seed, Purpose purpose, long index) {
        random = new SplittableRandom(mix(mix(seed + GOLDEN * purpose.code) + GOLDEN * index));
    }

    /** In [0, 1). */
    double uniform() {
        return random.nextDouble();
    }

    double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Any value but zero, which stands for no id. */
    long id() {
        long id = random.nextLong();
        return id == 0 ? 1 : id;
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Log-normal, given by its median and the standard deviation of the logarithm. */
    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    /** Uniform on the logarithm. */
    double logUniform(double low, double high) {
        return low * StrictMath.exp(random.nextDouble() * StrictMath.log(high / low));
    }

    /** Box and Muller's formula: the library's own uses Math, whose last bit may differ. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
