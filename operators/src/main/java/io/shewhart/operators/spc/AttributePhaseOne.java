/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Phase I of a ratio: finds the subgroups that belong together and estimates a baseline from them,
 * as {@link PhaseOne} does for a location.
 */
final class AttributePhaseOne {

    private static final double SCREENING_ERROR = 0.05;
    private static final double MOST_DELETED = 0.25;
    private static final int ROUNDS = 20;

    private AttributePhaseOne() {}

    /** Screens a sample to a fixed point; null if it has no common level. */
    static AttributeBaseline learn(AttributeSample sample, String id, String version, Link link) {
        int m = sample.size();
        double limit = Normal.upperQuantile(SCREENING_ERROR / (2 * m));
        LogitNormalFit fit = robust(sample, link);
        boolean[] use = new boolean[m];
        Arrays.fill(use, true);
        for (int round = 0; round < ROUNDS; round++) {
            boolean[] next = new boolean[m];
            int kept = 0;
            for (int i = 0; i < m; i++) {
                // one event more or less is never a reason to screen
                double expected = sample.trials(i) * link.share(fit.center());
                next[i] =
                        Math.abs(sample.events(i) - expected) <= 1
                                || Math.abs(fit.score(sample, i)) <= limit;
                kept += next[i] ? 1 : 0;
            }
            if (kept < 2 || kept < (1 - MOST_DELETED) * m) {
                return null;
            }
            boolean settled = round > 0 && Arrays.equals(next, use);
            use = next;
            if (settled || round == ROUNDS - 1) {
                break;
            }
            Totals totals = Totals.of(sample, use);
            if (totals.events == 0 || totals.events == totals.trials) {
                return new AttributeBaseline(
                        id, version, totals.events, totals.trials, 0, 0, 0, kept, link);
            }
            fit = LogitNormalFit.of(sample, use, fit);
        }
        Totals totals = Totals.of(sample, use);
        int kept = 0;
        for (boolean used : use) {
            kept += used ? 1 : 0;
        }
        return new AttributeBaseline(
                id,
                version,
                totals.events,
                totals.trials,
                fit.variance() > 0 ? fit.center() : 0,
                fit.variance(),
                Persistence.level(phi(fit, sample, use), share(fit, totals, kept)),
                kept,
                link);
    }

    /** Level and spread from the middle of the subgroups, which no few of them can move far. */
    private static LogitNormalFit robust(AttributeSample sample, Link link) {
        int m = sample.size();
        double[] ratios = new double[m];
        for (int i = 0; i < m; i++) {
            ratios[i] = (double) sample.events(i) / sample.trials(i);
        }
        boolean[] all = new boolean[m];
        Arrays.fill(all, true);
        Totals totals = Totals.of(sample, all);
        double middle = PhaseOne.median(ratios);
        double p = middle > 0 && middle < 1 ? middle : (totals.events + 0.5) / (totals.trials + 1);
        LogitNormalFit level = new LogitNormalFit(link.of(p), 0, link);
        double[] sizes = new double[m];
        double information = 0;
        for (int i = 0; i < m; i++) {
            sizes[i] = Math.abs(level.score(sample, i));
            information += sample.trials(i) * link.information(level.center()) / m;
        }
        double sigma = PhaseOne.MAD_TO_SIGMA * PhaseOne.median(sizes);
        double variance = Math.max(0, sigma * sigma - 1) / information;
        return new LogitNormalFit(level.center(), variance, link);
    }

    private static double share(LogitNormalFit fit, Totals totals, int m) {
        if (fit.variance() <= 0) {
            return 1;
        }
        double n = (double) totals.trials / m;
        return fit.link().levelShare(n, fit.center(), fit.variance());
    }

    private static double phi(LogitNormalFit fit, AttributeSample sample, boolean[] use) {
        double products = 0;
        double squares = 0;
        double last = Double.NaN;
        int pairs = 0;
        int m = 0;
        for (int i = 0; i < use.length; i++) {
            if (sample.afterGap(i)) {
                last = Double.NaN;
            }
            double score = use[i] ? fit.score(sample, i) : Double.NaN;
            if (use[i]) {
                squares += score * score;
                m++;
                if (!Double.isNaN(last)) {
                    products += score * last;
                    pairs++;
                }
            }
            last = score;
        }
        if (pairs < 3 || squares <= 0) {
            return 0;
        }
        double raw = products / pairs / (squares / m);
        return Correlation.estimate(raw, m);
    }

    /** Sums over the subgroups in use; exact, so their order does not matter. */
    private record Totals(long events, long trials) {

        static Totals of(AttributeSample sample, boolean[] use) {
            long events = 0;
            long trials = 0;
            for (int i = 0; i < use.length; i++) {
                if (use[i]) {
                    events += sample.events(i);
                    trials += sample.trials(i);
                }
            }
            return new Totals(events, trials);
        }
    }
}
