/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Repeats a piece of work, first to warm up, then to measure, and prints a row for it. */
final class Pace {
    /** What one round did. */
    record Work(long points, long bytes) {}

    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final double seconds;
    private final PrintWriter terminal;

    Pace(double seconds, PrintWriter terminal) {
        this.seconds = seconds;
        this.terminal = terminal;
    }

    void head() {
        terminal.printf(
                Locale.ROOT, "%-38s %12s %14s %8s%n", "", "points/s", "points/CPU-s", "B/point");
        terminal.flush();
    }

    /** Points per second of CPU time. */
    double row(String name, Callable<Work> round) throws Exception {
        repeat(round);
        Measured m = repeat(round);
        double perCpu = m.points * 1e9 / m.cpu;
        terminal.printf(
                Locale.ROOT,
                "%-38s %,12.0f %,14.0f %8.0f%n",
                name,
                m.points * 1e9 / m.wall,
                perCpu,
                (double) m.bytes / m.points);
        terminal.flush();
        return perCpu;
    }

    private record Measured(long points, long bytes, long wall, long cpu) {}

    private Measured repeat(Callable<Work> round) throws Exception {
        long points = 0;
        long bytes = 0;
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        long wall;
        do {
            Work work = round.call();
            points += work.points();
            bytes += work.bytes();
            wall = System.nanoTime() - start;
        } while (wall < seconds * 1e9);
        return new Measured(points, bytes, wall, process.getProcessCpuTime() - cpu);
    }
}
