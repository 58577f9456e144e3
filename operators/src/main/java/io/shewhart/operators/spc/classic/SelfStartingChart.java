/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.Binomial;
import io.shewhart.operators.spc.Hypergeometric;
import io.shewhart.operators.spc.Normal;
import io.shewhart.operators.spc.StateReader;
import io.shewhart.operators.spc.StateWriter;
import io.shewhart.operators.spc.SummedLaw;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Quesenberry's Q charts: each subgroup against all before it, without any baseline.
 *
 * <p>In control the statistics of normal observations are independent and standard normal from the
 * third one on; those of counts are as near to that as a discrete law can be, from the second on. A
 * lasting shift enters the running mean and fades, so feed Q to an EWMA or CUSUM as well. Sources:
 * Quesenberry (1991), SPC Q charts for start-up processes and short or long runs; SPC Q charts for
 * a binomial parameter p; SPC Q charts for a Poisson parameter, all Journal of Quality Technology
 * 23.
 */
public final class SelfStartingChart extends BaseChart<Subgroup> {

    private enum Law {
        NORMAL,
        POISSON,
        BINOMIAL
    }

    private final Law law;
    private final double limit;
    private double n;
    private double mean;
    private double squares;

    private SelfStartingChart(String name, Law law, double limit) {
        super(name);
        this.law = law;
        this.limit = positive("limit", limit);
    }

    /** For individual normal observations, mean and standard deviation unknown. */
    public static SelfStartingChart normal(double limit) {
        return new SelfStartingChart("q_normal", Law.NORMAL, limit);
    }

    /** For events in opportunities of size n, rate unknown. */
    public static SelfStartingChart poisson(double limit) {
        return new SelfStartingChart("q_poisson", Law.POISSON, limit);
    }

    /** For events among n trials, ratio unknown. */
    public static SelfStartingChart binomial(double limit) {
        return new SelfStartingChart("q_binomial", Law.BINOMIAL, limit);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        boolean usable = law == Law.NORMAL ? s.measured() : s.counted();
        if (!usable || (law == Law.BINOMIAL && s.events() > s.n())) {
            return ChartPoint.none(s.time());
        }
        double q = law == Law.NORMAL ? observation(s.mean()) : counts(s.n(), s.events());
        return Double.isNaN(q)
                ? ChartPoint.none(s.time())
                : ChartPoint.of(s.time(), q, 0, -limit, limit, 1);
    }

    private double observation(double x) {
        double q = Double.NaN;
        if (n >= 2 && squares > 0) {
            double s = Math.sqrt(squares / (n - 1));
            double t = Math.sqrt(n / (n + 1)) * (x - mean) / s;
            TDistribution student = TDistribution.of(n - 1);
            q =
                    t > 0
                            ? Normal.upperZ(student.survivalProbability(t))
                            : Normal.lowerZ(student.cumulativeProbability(t));
        }
        n++;
        double d = x - mean;
        mean += d / n;
        squares += d * (x - mean);
        return q;
    }

    /** Here mean is the number of events so far and n the trials or opportunity so far. */
    private double counts(double size, double events) {
        double before = n;
        n += size;
        mean += events;
        boolean degenerate = mean == 0 || (law == Law.BINOMIAL && mean == n);
        if (before == 0 || degenerate) {
            return Double.NaN;
        }
        SummedLaw given =
                law == Law.POISSON
                        ? new Binomial(mean, size / n)
                        : new Hypergeometric(n, mean, size);
        return given.cdfZ(events);
    }

    @Override
    void write(StateWriter out) {
        out.real(n);
        out.real(mean);
        out.real(squares);
    }

    @Override
    void read(StateReader in) {
        n = in.real();
        mean = in.real();
        squares = in.real();
    }
}
