/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.KeyState;
import io.shewhart.operators.spc.MetricKind;
import java.io.PrintWriter;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes of the states of many chart keys, encoded and as objects. */
public final class StateMemory {
    private static final int KEYS = 100_000;

    /** Objects counted at once; states of one key and size are alike. */
    private static final int SAMPLE = 50_000;

    private static final int[] WINDOWS = {States.LEARNING, 99, 400};

    /**
     * Chart keys of one series with the default suite: time to first token, time per token,
     * duration, trace duration; output tokens; error and incomplete ratio; requests.
     */
    private static final int[] SHARES = {4, 2, 1, 1};

    private static final MetricKind[] KINDS = {
        MetricKind.LATENCY, MetricKind.RATIO, MetricKind.COUNT, MetricKind.VALUE
    };

    private StateMemory() {}

    public static void print(PrintWriter to) {
        ChartEngine engine = new ChartEngine(EngineConfig.defaults(Series.MINUTE));
        to.println("| kind | windows | encoded bytes | heap bytes |");
        for (int windows : WINDOWS) {
            double encoded = 0;
            double heap = 0;
            int all = 0;
            for (int i = 0; i < KINDS.length; i++) {
                byte[] bytes = States.after(engine, KINDS[i], i, windows).state().encode();
                double objects = objects(bytes);
                to.printf(
                        Locale.ROOT,
                        "| %s | %d | %d | %.0f |%n",
                        KINDS[i],
                        windows,
                        bytes.length,
                        objects);
                encoded += SHARES[i] * bytes.length;
                heap += SHARES[i] * objects;
                all += SHARES[i];
            }
            to.printf(
                    Locale.ROOT,
                    "| %d keys, default suite | %d | %.0f MB | %.0f MB |%n",
                    KEYS,
                    windows,
                    encoded / all * KEYS / 1e6,
                    heap / all * KEYS / 1e6);
            to.flush();
        }
    }

    /** Heap that a state takes, from the heap in use before and after many of them. */
    private static double objects(byte[] bytes) {
        List<KeyState> states = new ArrayList<>(SAMPLE);
        long before = used();
        for (int i = 0; i < SAMPLE; i++) {
            states.add(KeyState.decode(bytes));
        }
        try {
            return (double) (used() - before) / SAMPLE;
        } finally {
            Reference.reachabilityFence(states);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
