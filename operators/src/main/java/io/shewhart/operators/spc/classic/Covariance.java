/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.LinearSystem;
import java.util.List;

/**
 * Centre and covariance matrix of several quantities, with the inverse that statistical distances
 * need. Immutable; accessors share their arrays with nobody else.
 */
public final class Covariance {

    private final double[] center;
    private final double[][] matrix;
    private final double[][] inverse;

    /**
     * A known centre and covariance.
     *
     * @throws IllegalArgumentException if the matrix has no inverse or the shapes do not fit
     */
    public Covariance(double[] center, double[][] matrix) {
        int p = center.length;
        if (p == 0 || matrix.length != p) {
            throw new IllegalArgumentException(
                    matrix.length + " rows of covariance for " + p + " quantities");
        }
        this.center = center.clone();
        this.matrix = copy(matrix);
        this.inverse = new double[p][];
        for (int i = 0; i < p; i++) {
            double[] unit = new double[p];
            unit[i] = 1;
            inverse[i] = LinearSystem.solve(copy(matrix), unit);
            for (double v : inverse[i]) {
                if (!Double.isFinite(v)) {
                    throw new IllegalArgumentException("covariance matrix has no inverse");
                }
            }
        }
    }

    /** Mean and sample covariance of individual observations, one per row. */
    public static Covariance individuals(double[][] x) {
        return new Covariance(mean(x), scatter(x, mean(x), x.length - 1.0));
    }

    /**
     * Mean, and covariance from successive differences, which a trend or shift in the data inflates
     * less (Holmes and Mergen 1993, Improving the performance of the T² control chart, Quality
     * Engineering 5).
     */
    public static Covariance successiveDifferences(double[][] x) {
        double[][] steps = new double[x.length - 1][];
        for (int i = 1; i < x.length; i++) {
            steps[i - 1] = new double[x[i].length];
            for (int j = 0; j < x[i].length; j++) {
                steps[i - 1][j] = x[i][j] - x[i - 1][j];
            }
        }
        return new Covariance(mean(x), scatter(steps, new double[x[0].length], 2.0 * steps.length));
    }

    /** Mean of means and mean covariance inside subgroups of equal size, observations in rows. */
    public static Covariance subgroups(List<double[][]> subgroups) {
        int p = subgroups.get(0)[0].length;
        double[] center = new double[p];
        double[][] matrix = new double[p][p];
        double m = subgroups.size();
        for (double[][] x : subgroups) {
            double[] mean = mean(x);
            double[][] own = scatter(x, mean, x.length - 1.0);
            for (int i = 0; i < p; i++) {
                center[i] += mean[i] / m;
                for (int j = 0; j < p; j++) {
                    matrix[i][j] += own[i][j] / m;
                }
            }
        }
        return new Covariance(center, matrix);
    }

    /** Mean of each column. */
    public static double[] mean(double[][] x) {
        double[] mean = new double[x[0].length];
        for (double[] row : x) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / x.length;
            }
        }
        return mean;
    }

    /** Number of quantities. */
    public int dimension() {
        return center.length;
    }

    /** Centre of a quantity. */
    public double center(int i) {
        return center[i];
    }

    /** Covariance of two quantities. */
    public double covariance(int i, int j) {
        return matrix[i][j];
    }

    /** Squared statistical length d' C^-1 d of a deviation from the centre. */
    double distance(double[] d) {
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < d.length; j++) {
                sum += d[i] * inverse[i][j] * d[j];
            }
        }
        return sum;
    }

    private static double[][] scatter(double[][] x, double[] mean, double divisor) {
        int p = mean.length;
        double[][] matrix = new double[p][p];
        for (double[] row : x) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    matrix[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / divisor;
                }
            }
        }
        return matrix;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }
}
