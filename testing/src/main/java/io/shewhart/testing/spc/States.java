/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.MetricKind;

/** Typical chart keys for measurements of time and memory. */
final class States {
    /** Windows of a key that learns: more than half of phase I. */
    static final int LEARNING = 60;

    private static final int WATCHING = 400;

    private States() {}

    static Series of(ChartEngine engine, MetricKind kind, long seed, boolean learning) {
        return after(engine, kind, seed, learning ? LEARNING : WATCHING);
    }

    static Series after(ChartEngine engine, MetricKind kind, long seed, int windows) {
        Series s = new Series(engine, kind, seed, event -> {});
        Feed feed = feed(kind);
        for (int i = 0; i < windows; i++) {
            feed.next(s);
        }
        return s;
    }

    static Feed feed(MetricKind kind) {
        return switch (kind) {
            case LATENCY, VALUE, GAUGE ->
                    s -> s.values(20 + s.draws.below(40), 0.1 * s.draws.normal(), 0.3);
            case RATIO -> s -> s.events(500, s.draws.binomial(500, 0.02 * s.draws.logNormal(0.2)));
            case COUNT -> s -> s.requests(s.draws.poisson(60));
        };
    }
}
