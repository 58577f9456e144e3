/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Units of a {@link SeasonalProfile}: what it has seen is kept in small whole numbers, as distances
 * from a level near which the series lies.
 *
 * @param reference level that is zero
 * @param unit what is one, in the unit of the level
 */
record ProfileScale(double reference, double unit) {

    /** Values are kept in this fraction of a sigma. */
    private static final double RESOLUTION = 1.0 / 64;

    /**
     * The units of a series.
     *
     * @param reference a level near which the series lies
     * @param sigma its standard deviation, positive
     */
    static ProfileScale about(double reference, double sigma) {
        return new ProfileScale(reference, sigma * RESOLUTION);
    }

    /** A level, in these units. */
    double distance(double level) {
        return (level - reference) / unit;
    }

    /** A level that is given in these units. */
    double level(double distance) {
        return reference + unit * distance;
    }

    /** The units of the same series about another level. */
    ProfileScale plus(double difference) {
        return new ProfileScale(reference + difference, unit);
    }

    /** The units of the same series with its levels in another unit. */
    ProfileScale times(double factor) {
        return new ProfileScale(reference * factor, unit * factor);
    }

    void write(StateWriter out) {
        out.real(reference);
        out.real(unit);
    }

    static ProfileScale read(StateReader in) {
        return new ProfileScale(in.real(), in.real());
    }
}
