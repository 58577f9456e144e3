/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Windows of model calls of a known truth: latency = (fixed + prefill x input tokens + decode x
 * output tokens) x log-normal noise x the server's state, all in seconds; tokens are log-normal.
 */
final class TokenTraffic {

    final Sim sim;
    double fixed = 0.2;
    double prefill = 3e-4;
    double decode = 0.02;
    double noise = 0.3;

    /** Standard deviation of the state of the server between windows. */
    double between = 0.02;

    double input = 600;
    double output = 180;
    double slower = 1;
    int calls = 60;

    /** Whether the output tokens matter and are known: a duration, not a time to first token. */
    boolean duration = true;

    /** Whether windows tell the token counts. */
    boolean told = true;

    /** Share of the calls whose tokens are known. */
    double known = 1;

    TokenTraffic(Sim sim) {
        this.sim = sim;
    }

    /** One window, then the next. */
    void window() {
        sim.fold(next("v"));
        sim.window++;
    }

    void windows(int count) {
        for (int i = 0; i < count; i++) {
            window();
        }
    }

    WindowSummary next(String version) {
        double[] x = new double[calls];
        double[][] rows = new double[calls][];
        double state = slower * StrictMath.exp(between * sim.normal());
        int tokens = (int) Math.round(known * calls);
        for (int i = 0; i < calls; i++) {
            double in = Math.rint(input * StrictMath.exp(0.8 * sim.normal()));
            double out = Math.rint(output * StrictMath.exp(0.55 * sim.normal()));
            double seconds = fixed + prefill * in + (duration ? decode * out : 0);
            x[i] = seconds * state * StrictMath.exp(noise * sim.normal());
            double y = StrictMath.log(x[i]);
            double logIn = StrictMath.log1p(in);
            rows[i] =
                    duration
                            ? new double[] {logIn, StrictMath.log1p(out), y}
                            : new double[] {logIn, square(logIn), y};
        }
        WindowSummary w = sim.summary(version, x);
        if (!told || tokens == 0) {
            return w;
        }
        double[][] some = Arrays.copyOf(rows, tokens);
        Covariates covariates = TokenRegressionTest.of(duration ? 2 : 1, some);
        return new WindowSummary(
                w.version(),
                w.startUnixNano(),
                w.endUnixNano(),
                w.complete(),
                w.requests(),
                w.count(),
                w.events(),
                w.mean(),
                w.variance(),
                w.logCount(),
                w.logMean(),
                w.logVariance(),
                w.sketch(),
                covariates);
    }

    private static double square(double x) {
        return (x - Covariates.ORIGIN) * (x - Covariates.ORIGIN);
    }
}
