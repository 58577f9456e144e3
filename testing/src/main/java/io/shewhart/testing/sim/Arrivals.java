/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/** When traces start: a Poisson process whose rate follows the day. */
final class Arrivals {
    /** The busiest time of the day, UTC. */
    static final long PEAK = 14 * SimOptions.HOUR;

    private static final long DAY = 24 * SimOptions.HOUR;

    private final SimOptions options;
    private final Draw draw;
    private double seconds;

    Arrivals(SimOptions options) {
        this.options = options;
        draw = new Draw(options.seed(), Draw.Purpose.ARRIVALS, 0);
    }

    /** Start of the next trace, at or after the one before; may lie beyond the capture's end. */
    long next() {
        // Thinning: arrivals at the largest rate, of which the day's rhythm keeps some.
        double largest = options.rate() * (1 + options.rhythm());
        while (true) {
            seconds += draw.exponential(1 / largest);
            long time = options.start() + (long) (seconds * SimOptions.SECOND);
            if (draw.chance(rate(time) / largest)) {
                return time;
            }
        }
    }

    /** Expected traces per second at this time. */
    double rate(long time) {
        double phase = 2 * StrictMath.PI * (time - PEAK) / DAY;
        return options.rate() * (1 + options.rhythm() * StrictMath.cos(phase));
    }
}
