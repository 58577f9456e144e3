/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.math.BigInteger;

/**
 * Everything a window keeps about the observations of one metric: exact count, exact sums of x and
 * x^2, exact sums of ln(x) and ln(x)^2 on a fixed-point scale, smallest, largest, a quantile
 * sketch, exemplars and, where token counts explain the metric, the moments with them. Adding and
 * merging are commutative and associative down to the encoded bytes.
 *
 * <p>x is a whole number of the metric's quanta. ln is taken of x in the metric's unit, for x
 * greater than zero, by {@link StrictMath} (the same bits on every machine) and rounded to 2^-48.
 * Variances come from whole numbers without cancellation. Mutable, not thread-safe.
 */
final class Distribution {
    /** Largest observation, quanta: everything below is exact as a double. */
    static final long MAX_QUANTA = 1L << 53;

    private static final int LOG_BITS = 48;
    private static final double LOG_SCALE = 1L << LOG_BITS;

    /** From the scale of logarithms to the coarser one of the products with tokens. */
    private static final int TOKEN_SHIFT = LOG_BITS - TokenLog.FRACTION_BITS;

    private static final long HALF_TOKEN_QUANTUM = 1L << (TOKEN_SHIFT - 1);

    private final Metric metric;
    private long min = Long.MAX_VALUE;
    private long max = -1;
    private final WideSum sum = new WideSum();
    private final WideSum squares = new WideSum();
    private final WideSum logSum = new WideSum();
    private final WideSum logSquares = new WideSum();
    private final ValueBins bins = new ValueBins();
    private final Exemplars exemplars;

    /** Null for metrics that token counts do not explain. */
    private final TokenMoments tokens;

    Distribution(Metric metric) {
        if (!metric.hasSketch()) {
            throw new IllegalArgumentException(metric + " has no single observations");
        }
        this.metric = metric;
        this.exemplars = metric.hasExemplars() ? new Exemplars() : null;
        this.tokens = metric.explainedByTokens() ? new TokenMoments() : null;
    }

    /** Adds one observation of a call whose tokens are not known. */
    void add(long quanta, CallId call) {
        add(quanta, call, TokenLog.UNKNOWN, TokenLog.UNKNOWN);
    }

    /**
     * Adds one observation.
     *
     * @param quanta between 0 and {@link #MAX_QUANTA}
     * @param call the request that stands for it, or null
     * @param logInput {@link TokenLog} of its input tokens
     * @param second {@link TokenMoments#SECOND} of the metric
     */
    void add(long quanta, CallId call, int logInput, int second) {
        if (quanta < 0 || quanta > MAX_QUANTA) {
            throw new IllegalArgumentException(metric + " of " + quanta + " quanta");
        }
        min = Math.min(min, quanta);
        max = Math.max(max, quanta);
        sum.add(quanta);
        squares.addProduct(quanta, quanta);
        double value = quanta / metric.quantaPerUnit();
        bins.add(value);
        if (quanta > 0) {
            // Not Math.log: an intrinsic whose last bit may differ between processors.
            long log = (long) StrictMath.rint(StrictMath.log(value) * LOG_SCALE);
            logSum.add(log);
            logSquares.addProduct(log, log);
            if (tokens != null) {
                tokens.add(logInput, second, (log + HALF_TOKEN_QUANTUM) >> TOKEN_SHIFT);
            }
        }
        if (exemplars != null && call != null) {
            exemplars.add(call, quanta);
        }
    }

    void merge(Distribution other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        sum.add(other.sum);
        squares.add(other.squares);
        logSum.add(other.logSum);
        logSquares.add(other.logSquares);
        bins.merge(other.bins);
        if (exemplars != null) {
            exemplars.merge(other.exemplars);
        }
        if (tokens != null) {
            tokens.merge(other.tokens);
        }
    }

    Metric metric() {
        return metric;
    }

    long count() {
        return bins.count();
    }

    long logCount() {
        return bins.positives();
    }

    ValueBins bins() {
        return bins;
    }

    Exemplars exemplars() {
        return exemplars;
    }

    /** Moments with the token counts; null for metrics that they do not explain. */
    TokenMoments tokens() {
        return tokens;
    }

    /** Exact sum, in quanta. */
    BigInteger quantaSum() {
        return sum.toBigInteger();
    }

    /** Sum in the metric's unit, rounded once. */
    double sum() {
        return sum.toDouble() / metric.quantaPerUnit();
    }

    double min() {
        return min / metric.quantaPerUnit();
    }

    double max() {
        return max / metric.quantaPerUnit();
    }

    double mean() {
        return sum() / count();
    }

    /** Sample variance in the unit squared; NaN below two observations. */
    double variance() {
        return variance(count(), sum, squares, metric.quantaPerUnit());
    }

    double logMean() {
        return logSum.toDouble() / LOG_SCALE / logCount();
    }

    /** Sample variance of ln(x); NaN below two positive observations. */
    double logVariance() {
        return variance(logCount(), logSum, logSquares, LOG_SCALE);
    }

    /** Quantile in the metric's unit: the sketch's, but never outside of what was observed. */
    double quantile(double q) {
        return Math.min(max(), Math.max(min(), bins.quantile(q)));
    }

    private static double variance(long n, WideSum sum, WideSum squares, double scale) {
        if (n < 2) {
            return Double.NaN;
        }
        BigInteger count = BigInteger.valueOf(n);
        BigInteger s = sum.toBigInteger();
        BigInteger numerator = count.multiply(squares.toBigInteger()).subtract(s.multiply(s));
        // Divided step by step: scale squared times n squared may not fit the exponent's precision.
        return numerator.doubleValue() / scale / scale / n / (n - 1);
    }

    void encode(ByteWriter out, CallId.Table calls) {
        out.writeVarint(min);
        out.writeVarint(max - min);
        sum.encode(out);
        squares.encode(out);
        logSum.encode(out);
        logSquares.encode(out);
        bins.encode(out);
        if (exemplars != null) {
            exemplars.encode(out, calls);
        }
        if (tokens != null) {
            tokens.encode(out);
        }
    }

    /** Adds an encoded distribution of the same metric. */
    void mergeEncoded(ByteReader in, CallId.Table calls) {
        long smallest = in.readVarint();
        min = Math.min(min, smallest);
        max = Math.max(max, smallest + in.readVarint());
        sum.addEncoded(in);
        squares.addEncoded(in);
        logSum.addEncoded(in);
        logSquares.addEncoded(in);
        bins.mergeEncoded(in);
        if (exemplars != null) {
            exemplars.mergeEncoded(in, calls);
        }
        if (tokens != null) {
            tokens.mergeEncoded(in);
        }
    }
}
