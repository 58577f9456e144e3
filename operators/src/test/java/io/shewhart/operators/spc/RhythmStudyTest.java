/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a rhythm costs in false episodes, and what is left of detection; printed. */
@Tag("slow")
@EnabledIfSystemProperty(named = "spc.slow", matches = "true")
class RhythmStudyTest {

    private static final int SERIES = Integer.getInteger("spc.series", 6);
    private static final String ONLY = System.getProperty("spc.only", ".*");

    @Test
    void falseEpisodesPerDay() {
        study("none", 14, d -> 0, 0);
        study("sine .3", 14, d -> 0.3 * Math.sin(2 * Math.PI * d), 0);
        study("sine .3 night start", 14, d -> -0.3 * Math.cos(2 * Math.PI * d), 0);
        study("block 9-17 .3", 14, d -> block(d), 0);
        study(
                "sine .3 weekend -.2",
                35,
                d -> 0.3 * Math.sin(2 * Math.PI * d) - (d % 7 >= 5 ? 0.2 : 0),
                0);
        study("sine .3 +.18 at 1.3", 14, d -> 0.3 * Math.sin(2 * Math.PI * d), 1.3);
        study("sine .3 +.18 at 10.3", 14, d -> 0.3 * Math.sin(2 * Math.PI * d), 10.3);
        study("none +.18 at 1.3", 14, d -> 0, 1.3);
        study("none +.18 at 10.3", 14, d -> 0, 10.3);
    }

    private static double block(double d) {
        double hour = (d - Math.floor(d)) * 24;
        return hour >= 9 && hour < 17 ? 0.3 : 0;
    }

    interface Shape {
        double at(double day);
    }

    /**
     * Windows of a minute, 50 calls, default budget; a shift of a fifth from one day on for 2 h.
     */
    static void study(String name, int days, Shape shape, double shiftAt) {
        if (!name.matches(ONLY)) {
            return;
        }
        ChartEngine engine = new ChartEngine(Sim.minutes());
        int[] opened = new int[days + 1];
        Map<String, Integer> by = new TreeMap<>();
        StringBuilder delays = new StringBuilder();
        int bytes = 0;
        long t = System.nanoTime();
        for (int s = 0; s < SERIES; s++) {
            Sim sim = new Sim(engine, MetricKind.LATENCY, 500 + s);
            sim.quiet = true;
            for (int i = 0; i < days * 1440; i++) {
                double d = i / 1440.0;
                boolean shifted = shiftAt > 0 && d >= shiftAt && d < shiftAt + 2 / 24.0;
                sim.calls("v", 50, shape.at(d) + (shifted ? 0.18 : 0), 0.3, 0.03);
            }
            int delay = -1;
            for (EpisodeEvent e : sim.episodes) {
                if (e.state() == EpisodeEvent.State.OPENED) {
                    int w = Sim.windowOf(e.openedUnixNano());
                    int since = w - (int) Math.ceil(shiftAt * 1440);
                    if (shiftAt > 0 && since >= 0 && since < 120) {
                        delay = delay < 0 ? since + 1 : delay;
                        continue;
                    }
                    opened[w / 1440]++;
                    by.merge(e.chart() + (e.direction() > 0 ? "+" : "-"), 1, Integer::sum);
                }
            }
            delays.append(' ').append(delay);
            bytes = Math.max(bytes, sim.state.encode().length);
        }
        StringBuilder line = new StringBuilder();
        for (int d = 0; d < days; d++) {
            line.append(String.format(Locale.ROOT, " %.2f", opened[d] / (double) SERIES));
        }
        System.out.printf(
                Locale.ROOT,
                "%-22s per day:%s %s delays:%s  %d bytes %.1f us/fold%n",
                name,
                line,
                by,
                shiftAt > 0 ? delays : " -",
                bytes,
                (System.nanoTime() - t) / 1e3 / SERIES / days / 1440);
    }
}
