/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Adaptive individuals chart of a real number a window. Mutable, owned by one fold.
 *
 * <p>Nothing is known of a gauge beforehand: it may be zero or negative, follow the day or the
 * week, be constant or quantised, come in bursts, and settle on another level for good. So there is
 * no phase I that ends; location and scale follow the series ({@link GaugeTrack}), on the scale of
 * the values and, as long as all are positive, of their logarithms, and the stronger counts. What
 * is no stronger than what was there not long ago opens no other episode ({@link GaugeRepeats}).
 *
 * <p>The guarantee: on normal series, correlated ones and ones with a rhythm the false episodes
 * stay near the budget; on bursty ones they are bounded, because sigma grows with the usual height
 * of the bursts. The price is that a series is judged by its own past: what happens every few hours
 * is not news, and a change slower than {@link GaugeAverage#MEMORY} windows is not seen.
 */
final class GaugeChart {

    /** Relative standard deviation that even a constant series is given. */
    private static final double LEAST = 0.001;

    private static final double LEAST_ABSOLUTE = 1e-12;
    private static final double BOUND = 3.5;

    private GaugeTrack linear = new GaugeTrack();

    /** Null once a value was not positive. */
    private GaugeTrack log = new GaugeTrack();

    /** What was shown as the strongest for a while. */
    private GaugeRepeats shown = new GaugeRepeats();

    /** What episodes were opened by; a window that was never confirmed hides nothing. */
    private GaugeRepeats told = new GaugeRepeats();

    /** Statistic of the window just folded. */
    private double newest;

    private ChangePoint change = ChangePoint.at(0);

    /** Adds the mean of a window. */
    void fold(Fold fold, WindowSummary w) {
        Judgement j = judgement(fold, w);
        fold.out().add(j);
        double x = w.mean();
        if (w.count() == 0 || !(Math.abs(x) <= LocationScale.IDENTITY.largest())) {
            j.remark = "no_data";
            return;
        }
        if (linear.steps() == 0) {
            change = ChangePoint.at(w.startUnixNano());
        }
        LimitSolver limits = fold.context().limits;
        long time = w.startUnixNano();
        double floor = Math.max(LEAST_ABSOLUTE, LEAST * Math.abs(x));
        double z = linear.judge(limits, time, x, floor);
        double current = linear.current(x);
        GaugeTrack by = linear;
        log = x > 0 ? log : null;
        double logX = 0;
        if (log != null) {
            logX = StrictMath.log(x);
            double logZ = log.judge(limits, time, logX, LEAST);
            if (Math.abs(logZ) > Math.abs(z)) {
                z = logZ;
                by = log;
                current = StrictMath.exp(log.current(logX));
            }
        }
        if (!j.learning) {
            j.basis = by;
            tell(fold, j, x, z, current);
        }
        linear.learn(time, x, !j.learning, fold.frozen());
        if (log != null) {
            log.learn(time, logX, !j.learning, fold.frozen());
        }
    }

    private void tell(Fold fold, Judgement j, double x, double z, double current) {
        double known = fold.context().limits.known();
        shown.next();
        told.next();
        newest = z;
        double judged = fold.frozen() ? held() : z;
        boolean outside = Math.abs(judged) > known;
        boolean opens = outside && !fold.frozen() && !told.covers(z, linear.steps());
        boolean news = opens || !shown.covers(z, linear.steps());
        if (news) {
            shown.say(z);
        }
        if (outside && fold.frozen()) {
            told.prolong(z);
        }
        change = change.add(Math.max(-BOUND, Math.min(BOUND, z)), j.end);
        j.value = x;
        j.center = linear.center(x);
        j.sigma = linear.sigma();
        j.lcl = j.center - linear.limit() * j.sigma;
        j.ucl = j.center + linear.limit() * j.sigma;
        j.z = z;
        j.judged = true;
        if (opens || (outside && fold.frozen())) {
            j.beyond = judged > 0 ? 1 : -1;
        }
        j.remark = news ? null : "repeats";
        j.baselineLevel = j.center;
        j.currentLevel = current;
        j.shiftSigma = (current - j.center) / j.sigma;
        j.changePoint = change.since(z > 0 ? 1 : -1);
    }

    private double held() {
        double other = log == null ? 0 : log.held();
        return Math.abs(other) > Math.abs(linear.held()) ? other : linear.held();
    }

    private Judgement judgement(Fold fold, WindowSummary w) {
        EngineConfig config = fold.config();
        Judgement j = new Judgement(ChartName.ADAPTIVE_GAUGE, ChartName.ADAPTIVE_GAUGE.text());
        j.start = w.startUnixNano();
        j.end = w.endUnixNano();
        j.n = w.count();
        j.target = config.phaseOneMinimum();
        j.learned = linear.steps();
        j.learning = j.learned < Math.max(j.target, config.firstAlarm() - 1);
        j.warmup = j.learned < 2;
        j.baselineSize = Math.min(j.learned, GaugeAverage.MEMORY);
        return j;
    }

    void opened() {
        told.say(newest);
        linear.opened();
        if (log != null) {
            log.opened();
        }
    }

    void recovered(long end) {
        change = ChangePoint.at(end);
        linear.recovered();
        if (log != null) {
            log.recovered();
        }
    }

    /** Whether the values since the episode opened made a level, which is then taken. */
    boolean newLevel(EngineConfig config, long end) {
        if (!linear.stable(config.newLevelSubgroups())) {
            return false;
        }
        change = ChangePoint.at(end);
        linear.accept();
        if (log != null) {
            log.accept();
        }
        return true;
    }

    GaugeChart copy() {
        GaugeChart copy = new GaugeChart();
        copy.linear = linear.copy();
        copy.log = log == null ? null : log.copy();
        copy.shown = shown.copy();
        copy.told = told.copy();
        copy.change = change;
        return copy;
    }

    void write(StateWriter out) {
        linear.write(out);
        out.bool(log != null);
        if (log != null) {
            log.write(out);
        }
        shown.write(out);
        told.write(out);
        change.write(out);
    }

    void read(StateReader in) {
        linear.read(in);
        log = in.bool() ? log : null;
        if (log != null) {
            log.read(in);
        }
        shown.read(in);
        told.read(in);
        change = ChangePoint.read(in);
    }
}
