/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.EngineOutput;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.KeyState;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.Point;
import io.shewhart.operators.spc.WindowSummary;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One fold of a chart key, and its state to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FoldBenchmark {
    private static final long SEED = 20_261_123;
    private static final String KEY = Long.toHexString(SEED);

    /** Windows in a row before a fold begins anew, few enough that a chart goes on learning. */
    private static final int WINDOWS = 30;

    /** Kind of the metric. */
    @Param({"LATENCY", "VALUE", "RATIO", "COUNT"})
    public MetricKind kind;

    /** Whether the charts learn, half of phase I behind them, or watch. */
    @Param({"learning", "watching"})
    public String phase;

    private final ChartEngine engine = new ChartEngine(EngineConfig.defaults(Series.MINUTE));
    private final WindowSummary[] windows = new WindowSummary[WINDOWS];
    private KeyState start;
    private KeyState state;
    private byte[] bytes;
    private int at;

    /** Brings a chart key into its phase. */
    @Setup
    public void setUp() {
        Series s = States.of(engine, kind, SEED, phase.equals("learning"));
        start = s.state();
        s.keepSketches();
        Feed feed = States.feed(kind);
        for (int i = 0; i < windows.length; i++) {
            feed.next(s);
            windows[i] = s.summary();
        }
        state = start;
        bytes = start.encode();
    }

    /** Folds the next window; what is given out is given to JMH. */
    @Benchmark
    public KeyState fold(Blackhole hole) {
        if (at == windows.length) {
            at = 0;
            state = start;
        }
        WindowSummary w = windows[at++];
        EngineOutput out = new Swallow(hole);
        state = engine.fold(KEY, kind, state, w, out);
        if (kind == MetricKind.COUNT) {
            state = engine.closeWindow(KEY, kind, state, w.endUnixNano(), out);
        }
        return state;
    }

    /** State to bytes. */
    @Benchmark
    public byte[] encode() {
        return start.encode();
    }

    /** Bytes to state. */
    @Benchmark
    public KeyState decode() {
        return KeyState.decode(bytes);
    }

    private record Swallow(Blackhole hole) implements EngineOutput {
        @Override
        public void point(Point point) {
            hole.consume(point);
        }

        @Override
        public void episode(EpisodeEvent event) {
            hole.consume(event);
        }
    }
}
