/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

/**
 * One subgroup as charts of a single quantity see it; what does not exist is NaN.
 *
 * @param time its place in time, in windows: neighbours differ by one, a gap by more; not
 *     decreasing from fold to fold
 * @param n observations, trials, or for rates the size of the opportunity, which need not be whole
 * @param mean mean of the observations
 * @param sd sample standard deviation of the observations
 * @param range largest minus smallest observation
 * @param events events among the trials or in the opportunity
 */
public record Subgroup(long time, double n, double mean, double sd, double range, double events) {

    /** From raw observations, at least one; standard deviation and range need two. */
    public static Subgroup of(long time, double... x) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            sum += v;
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        double mean = sum / x.length;
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        boolean several = x.length > 1;
        double sd = several ? Math.sqrt(squares / (x.length - 1)) : Double.NaN;
        return new Subgroup(
                time, x.length, mean, sd, several ? most - least : Double.NaN, Double.NaN);
    }

    /** One observation. */
    public static Subgroup individual(long time, double x) {
        return mean(time, 1, x);
    }

    /** A mean of n observations whose spread is not known. */
    public static Subgroup mean(long time, double n, double mean) {
        return new Subgroup(time, n, mean, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Events among n trials or in an opportunity of size n; their ratio is the mean. */
    public static Subgroup events(long time, double n, double events) {
        return new Subgroup(time, n, events / n, Double.NaN, Double.NaN, events);
    }

    boolean measured() {
        return n > 0 && Double.isFinite(mean);
    }

    boolean counted() {
        return n > 0 && events >= 0 && events < Double.POSITIVE_INFINITY;
    }
}
