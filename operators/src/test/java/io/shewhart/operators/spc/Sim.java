/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Drives a real engine with simulated windows of one chart key and records what comes out. */
final class Sim implements EngineOutput {

    static final long MINUTE = 60_000_000_000L;

    /** ln of the threshold that simulated tails are counted above. */
    private static final double THRESHOLD = 0.3;

    private static final long T0 = 1_700_000_000L * 1_000_000_000L / MINUTE * MINUTE;

    final ChartEngine engine;
    final MetricKind kind;
    final SplittableRandom random;
    final List<Point> points = new ArrayList<>();
    final List<EpisodeEvent> episodes = new ArrayList<>();
    KeyState state;
    int window;
    boolean quiet;
    private double last;
    String key = "00ff";

    Sim(EngineConfig config, MetricKind kind, long seed) {
        this(new ChartEngine(config), kind, seed);
    }

    Sim(ChartEngine engine, MetricKind kind, long seed) {
        this.engine = engine;
        this.kind = kind;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void point(Point point) {
        if (!quiet) {
            points.add(point);
        }
    }

    @Override
    public void episode(EpisodeEvent event) {
        episodes.add(event);
    }

    static EngineConfig minutes() {
        return EngineConfig.defaults(MINUTE);
    }

    long end(int at) {
        return T0 + (at + 1L) * MINUTE;
    }

    /** Window in which an event lies: 0 is the first. */
    static int windowOf(long endUnixNano) {
        return (int) ((endUnixNano - T0) / MINUTE) - 1;
    }

    double normal() {
        double u = 1 - random.nextDouble();
        return StrictMath.sqrt(-2 * StrictMath.log(u))
                * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    long poisson(double mean) {
        if (mean > 200) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
        }
        double product = random.nextDouble();
        double stop = StrictMath.exp(-mean);
        long k = 0;
        while (product > stop) {
            product *= random.nextDouble();
            k++;
        }
        return k;
    }

    long binomial(long n, double p) {
        if (n * p * (1 - p) > 100) {
            return Math.max(
                    0, Math.min(n, Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal())));
        }
        long hits = 0;
        for (long i = 0; i < n; i++) {
            hits += random.nextDouble() < p ? 1 : 0;
        }
        return hits;
    }

    /** One window of log-normal values of one version, then the next window. */
    void logNormal(String version, int n, double logMean, double logSigma) {
        fold(values(version, n, logMean, logSigma));
        window++;
    }

    /**
     * One window by its moments alone: n normal logarithms with a random level of its own; then the
     * next window.
     */
    void gaussian(String version, int n, double logMean, double within, double between) {
        gaussianAr(version, n, logMean, within, between, 0);
    }

    /** The same with levels that follow a first-order autoregression. */
    void gaussianAr(
            String version, int n, double logMean, double within, double between, double phi) {
        last = phi * last + Math.sqrt(1 - phi * phi) * normal();
        double level = logMean + between * last;
        double mean = level + within / Math.sqrt(n) * normal();
        double spread = Math.sqrt(2.0 / (n - 1));
        double variance = within * within * Math.max(0.05, 1 + spread * normal());
        long above = binomial(n, Normal.survival((THRESHOLD - level) / within));
        fold(
                new WindowSummary(
                        version,
                        end(window) - MINUTE,
                        end(window),
                        true,
                        n,
                        n,
                        0,
                        StrictMath.exp(mean),
                        variance,
                        n,
                        mean,
                        variance,
                        new Tail(n, above)));
        window++;
    }

    /** One window of calls by moments and a sketch of their law; then the next window. */
    void calls(String version, int n, double logMean, double within, double between) {
        double level = logMean + between * normal();
        double mean = level + within / Math.sqrt(n) * normal();
        double variance = within * within * Math.max(0.05, 1 + Math.sqrt(2.0 / (n - 1)) * normal());
        fold(
                new WindowSummary(
                        version,
                        end(window) - MINUTE,
                        end(window),
                        true,
                        n,
                        n,
                        0,
                        StrictMath.exp(mean),
                        variance,
                        n,
                        mean,
                        variance,
                        new Law(n, level, within, normal())));
        window++;
    }

    WindowSummary values(String version, int n, double logMean, double logSigma) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = StrictMath.exp(logMean + logSigma * normal());
        }
        return summary(version, x);
    }

    WindowSummary summary(String version, double[] x) {
        double sum = 0;
        double logs = 0;
        for (double v : x) {
            sum += v;
            logs += StrictMath.log(v);
        }
        int n = x.length;
        double mean = sum / n;
        double logMean = logs / n;
        double squares = 0;
        double logSquares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
            logSquares += (StrictMath.log(v) - logMean) * (StrictMath.log(v) - logMean);
        }
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return new WindowSummary(
                version,
                end(window) - MINUTE,
                end(window),
                true,
                n,
                n,
                0,
                n > 0 ? mean : Double.NaN,
                n > 1 ? squares / (n - 1) : Double.NaN,
                n,
                n > 0 ? logMean : Double.NaN,
                n > 1 ? logSquares / (n - 1) : Double.NaN,
                new Exact(sorted));
    }

    /** A window with one number, or none if it is NaN. */
    WindowSummary value(String version, double x) {
        double none = Double.NaN;
        int count = Double.isNaN(x) ? 0 : 1;
        return new WindowSummary(
                version,
                end(window) - MINUTE,
                end(window),
                true,
                count,
                count,
                0,
                x,
                none,
                0,
                none,
                none,
                null);
    }

    /** One window of one number, then the next window. */
    void gauge(double x) {
        fold(value("v", x));
        window++;
    }

    /** One window of events among calls, then the next window. */
    void events(String version, long n, long events) {
        fold(counts(version, n, events));
        window++;
    }

    WindowSummary counts(String version, long n, long events) {
        double none = Double.NaN;
        return new WindowSummary(
                version,
                end(window) - MINUTE,
                end(window),
                true,
                n,
                n,
                events,
                none,
                none,
                0,
                none,
                none,
                null);
    }

    void requests(long n) {
        fold(counts("", n, n));
        state = engine.closeWindow(key, kind, state, end(window), this);
        window++;
    }

    void fold(WindowSummary w) {
        state = engine.fold(key, kind, state, w, this);
    }

    long opened() {
        return episodes.stream().filter(e -> e.state() == EpisodeEvent.State.OPENED).count();
    }

    EpisodeEvent last() {
        return episodes.get(episodes.size() - 1);
    }

    /** A sketch that knows one threshold. */
    private record Tail(long count, long above) implements SketchView {

        @Override
        public long countAbove(double x) {
            return above;
        }

        @Override
        public double quantile(double q) {
            return StrictMath.exp(THRESHOLD);
        }
    }

    /** Sketch of log-normal values by their law; the score says how lucky the sample is. */
    private record Law(long count, double level, double within, double score)
            implements SketchView {

        @Override
        public long countAbove(double x) {
            double p = Normal.survival((StrictMath.log(x) - level) / within);
            double hits = count * p + Math.sqrt(count * p * (1 - p)) * score;
            return Math.max(0, Math.min(count, Math.round(hits)));
        }

        @Override
        public double quantile(double q) {
            double z = Normal.upperQuantile(1 - q);
            double density = Normal.density(z);
            double error = Math.sqrt(q * (1 - q) / count) / density;
            return StrictMath.exp(level + within * (z + error * score));
        }
    }

    /** Exact quantiles in the place of a sketch. */
    private static final class Exact implements SketchView {

        private final double[] sorted;

        Exact(double[] sorted) {
            this.sorted = sorted;
        }

        @Override
        public long count() {
            return sorted.length;
        }

        @Override
        public long countAbove(double x) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] <= x) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return (long) sorted.length - low;
        }

        @Override
        public double quantile(double q) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) (q * (sorted.length - 1))];
        }
    }
}
