/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Passes over one backlog in one process, one after the other: base, change, base again. Each
 * change counts as a ratio to what came before and after it, so that neither the warming up nor
 * another load on the machine is taken for the change.
 */
final class Passes {
    /**
     * One pass.
     *
     * @param changed whether the changed settings were in force
     * @param rate spans/s, start of the job included
     * @param halfRate spans/s of the second half
     * @param job processor time of the job's process, microseconds a span
     * @param compiler of this, what compiled the process' code
     * @param broker processor time of the broker, microseconds a span
     * @param half the same three of the second half
     */
    record Pass(
            boolean changed,
            double rate,
            double halfRate,
            double job,
            double compiler,
            double broker,
            SecondHalf.Cost half) {}

    /** Of the design, spans/s. */
    private static final long[] FLOORS = {500_000, 250_000, 150_000};

    /** Passes at the end that count for a floor: one alone moves with what else runs. */
    private static final int COUNTED = 3;

    private final List<Pass> passes = new ArrayList<>();

    /** Adds a pass and prints it. */
    void add(Pass pass, PrintStream out) {
        passes.add(pass);
        out.printf(
                Locale.ROOT,
                "Pass %d%s: %,.0f spans/s, second half %,.0f; processor time: job %.2f us a span,"
                        + " of it compiling %.2f; broker %.2f; in the second half %.2f, %.2f;"
                        + " %.2f.%n",
                passes.size(),
                pass.changed ? ", changed" : "",
                pass.rate,
                pass.halfRate,
                pass.job,
                pass.compiler,
                pass.broker,
                pass.half.job(),
                pass.half.compiler(),
                pass.half.broker());
        out.flush();
    }

    /** The median of the last second halves without a change, and the floor that it passes. */
    void printFloor(PrintStream out) {
        List<Double> rates =
                passes.stream().filter(pass -> !pass.changed).map(Pass::halfRate).toList();
        List<Double> last =
                rates.subList(Math.max(0, rates.size() - COUNTED), rates.size()).stream()
                        .sorted()
                        .toList();
        double median = last.get((last.size() - 1) / 2);
        String passed = "none";
        for (long floor : FLOORS) {
            if (median >= floor) {
                passed = String.format(Locale.ROOT, "%,d spans/s", floor);
                break;
            }
        }
        out.printf(
                Locale.ROOT,
                "Second half of the last %d passes, median: %,.0f spans/s. Highest floor passed:"
                        + " %s.%n",
                last.size(),
                median,
                passed);
    }

    /** A line for each change that has a pass of the base on both sides. */
    void printRatios(PrintStream out) {
        for (int i = 1; i + 1 < passes.size(); i++) {
            Pass before = passes.get(i - 1);
            Pass change = passes.get(i);
            Pass after = passes.get(i + 1);
            if (change.changed && !before.changed && !after.changed) {
                out.printf(
                        Locale.ROOT,
                        "Pass %d to the mean of passes %d and %d, second half: spans/s %.3f;"
                                + " processor time of the job without compiling %.3f, of the"
                                + " broker %.3f.%n",
                        i + 1,
                        i,
                        i + 2,
                        change.halfRate / mean(before.halfRate, after.halfRate),
                        change.half.work() / mean(before.half.work(), after.half.work()),
                        change.half.broker() / mean(before.half.broker(), after.half.broker()));
            }
        }
    }

    private static double mean(double a, double b) {
        return (a + b) / 2;
    }
}
