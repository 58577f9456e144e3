/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.EngineOutput;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.KeyState;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.Point;
import io.shewhart.operators.spc.WindowSummary;

/**
 * Runs the chart engine over a series: each row is a window of a gauge with one observation.
 *
 * <p>A row is judged from itself and the rows before it. The engine has its defaults; the length of
 * a window is the first step forward in time, until which nothing is judged anyway.
 */
final class NabDetector {
    private static final long SECOND = 1_000_000_000L;
    private static final String KEY = "6e6162";

    /** What the engine said about each row. */
    static final class Result {
        private final boolean[] detections;
        private final double[] scores;

        private Result(int rows) {
            this.detections = new boolean[rows];
            this.scores = new double[rows];
        }

        /** Whether an episode opened at a row or changed its direction. */
        boolean[] detections() {
            return detections;
        }

        /** Size of the statistic in sigmas, 0 where it is no news. */
        double[] scores() {
            return scores;
        }
    }

    private NabDetector() {}

    static Result run(NabSeries series) {
        long[] times = series.unixNanos();
        int rows = times.length;
        Result result = new Result(rows);
        long interval = firstStep(times);
        ChartEngine engine = new ChartEngine(EngineConfig.defaults(interval));
        Listener listener = new Listener(result);
        KeyState state = null;
        long start = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            // windows come in order: a row that repeats a time or goes back follows at once
            start = Math.max(times[i], start + SECOND);
            listener.row = i;
            state =
                    engine.fold(
                            KEY,
                            MetricKind.GAUGE,
                            state,
                            window(series, i, start, interval),
                            listener);
        }
        return result;
    }

    /** The first step forward, a second if there is none. */
    private static long firstStep(long[] times) {
        for (int i = 1; i < times.length; i++) {
            if (times[i] > times[i - 1]) {
                return times[i] - times[i - 1];
            }
        }
        return SECOND;
    }

    private static WindowSummary window(NabSeries series, int row, long start, long interval) {
        double x = series.values()[row];
        double none = Double.NaN;
        int logs = x > 0 ? 1 : 0;
        return new WindowSummary(
                "",
                start,
                start + interval,
                true,
                1,
                Double.isNaN(x) ? 0 : 1,
                0,
                x,
                none,
                logs,
                x > 0 ? StrictMath.log(x) : none,
                none,
                null);
    }

    private static final class Listener implements EngineOutput {
        private final Result result;
        private int row;
        private int direction;

        Listener(Result result) {
            this.result = result;
        }

        @Override
        public void point(Point point) {
            boolean news = !"repeats".equals(point.remark()) && !Double.isNaN(point.z());
            result.scores[row] = news ? Math.abs(point.z()) : 0;
        }

        @Override
        public void episode(EpisodeEvent event) {
            boolean opened = event.state() == EpisodeEvent.State.OPENED;
            boolean turned =
                    event.state() == EpisodeEvent.State.UPDATED && event.direction() != direction;
            result.detections[row] |= opened || turned;
            direction = event.direction();
        }
    }
}
