/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * CUSUM of one version beside the suite of its metric. Mutable, owned by one fold.
 *
 * <p>It takes the scores of the suite's own subgroups, scaled down to the long-run standard
 * deviation of a first-order autoregression where they are correlated, because a sum sees nothing
 * else. Both sums stop a little beyond the limit, so that they come back soon after a large change
 * has ended; an estimate without that ceiling tells when the change began and how large it is.
 * Sources: Montgomery, Introduction to Statistical Quality Control, section 9.1; Lu and Reynolds
 * (2001), Cusum charts for monitoring an autocorrelated process, Journal of Quality Technology 33.
 */
final class HostedCusum {

    private static final double CEILING = 1.2;

    private String baselineId = "";
    private double up;
    private double down;
    private ChangePoint change = ChangePoint.at(0);

    /** Judges the subgroup that the suite judged in this fold. */
    void fold(Fold fold, Judgement of) {
        Score score = of.score;
        boolean news = !baselineId.equals(of.baselineId);
        if (news) {
            baselineId = of.baselineId;
            restart(of.start);
        }
        EngineContext context = fold.context();
        double phi = score.phi();
        double scale = Math.sqrt((1 - phi) / (1 + phi));
        CusumDesign design = context.limits.cusum().design(score.limitSize(), phi);
        double z = scale * score.z();
        up = Math.min(CEILING * design.h(), Math.max(0, up + z - design.k()));
        down = Math.min(CEILING * design.h(), Math.max(0, down - z - design.k()));
        change = change.add(z, of.end, design.k());
        Judgement j = judgement(of, design, scale, context.limits.known());
        j.description = news ? Choices.of(context, j) : null;
        fold.out().add(j);
    }

    private Judgement judgement(Judgement of, CusumDesign design, double scale, double known) {
        double limit = design.h();
        Judgement j = new Judgement(ChartName.CUSUM, ChartName.CUSUM.text());
        j.start = of.start;
        j.end = of.end;
        j.n = of.n;
        j.target = of.target;
        j.learned = of.learned;
        j.learning = of.learning;
        j.baselineId = of.baselineId;
        j.baselineVersion = of.baselineVersion;
        j.baselineSize = of.baselineSize;
        j.quantity = of.quantity;
        j.basis = (context, chart) -> design.describe(of.basis.describe(context, of.chart));
        j.value = up >= down ? up : -down;
        j.center = 0;
        j.lcl = -limit;
        j.ucl = limit;
        // so that z and the limits of other charts of the same ARL can be compared
        j.sigma = limit / known;
        j.z = j.value / j.sigma;
        j.judged = limit < Double.POSITIVE_INFINITY;
        j.remark = j.judged ? null : "short_baseline";
        j.beyond = Math.abs(j.value) > limit ? (int) Math.signum(j.value) : 0;
        int direction = j.value >= 0 ? 1 : -1;
        j.shiftSigma = change.shift(direction, design.k()) / scale;
        j.changePoint = change.since(direction);
        j.baselineLevel = of.score.field(0);
        j.currentLevel = of.score.field(j.shiftSigma);
        return j;
    }

    /** Forgets everything; what follows may be a change that begins now. */
    void restart(long end) {
        up = 0;
        down = 0;
        change = ChangePoint.at(end);
    }

    HostedCusum copy() {
        HostedCusum copy = new HostedCusum();
        copy.baselineId = baselineId;
        copy.up = up;
        copy.down = down;
        copy.change = change;
        return copy;
    }

    void write(StateWriter out) {
        out.text(baselineId);
        out.real(up);
        out.real(down);
        change.write(out);
    }

    static HostedCusum read(StateReader in) {
        HostedCusum chart = new HostedCusum();
        chart.baselineId = in.text();
        chart.up = in.real();
        chart.down = in.real();
        chart.change = ChangePoint.read(in);
        return chart;
    }
}
