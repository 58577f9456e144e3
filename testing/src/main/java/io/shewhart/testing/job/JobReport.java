/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured in one run. */
final class JobReport {
    private final BacklogFacts facts;
    private final ResultWatch watch;
    private final long startNanos;

    JobReport(BacklogFacts facts, ResultWatch watch, long startNanos) {
        this.facts = facts;
        this.watch = watch;
        this.startNanos = startNanos;
    }

    /** The figures of this run as one of several. */
    Passes.Pass pass(boolean changed, ThreadTimes spent, Duration broker, SecondHalf.Cost half) {
        double perSpan = 1e6 / facts.plan().spans();
        return new Passes.Pass(
                changed,
                facts.plan().spans() / seconds(watch.lastNanos() - startNanos),
                secondHalf(),
                spent.process() * perSpan,
                SecondHalf.compiler(spent) * perSpan,
                seconds(broker.toNanos()) * perSpan,
                half);
    }

    /** Spans a second, from the job's submission and, warmed up, of the second half. */
    void rates(PrintStream out) {
        double all = seconds(watch.lastNanos() - startNanos);
        double whole = facts.plan().spans() / all;
        double half = secondHalf();
        out.printf(
                Locale.ROOT,
                "Worked off in %.1f s, start of the job included: %,.0f spans/s; second half: %,.0f"
                        + " spans/s.%n",
                all,
                whole,
                half);
        out.printf(
                Locale.ROOT,
                "%,d window aggregates, %,d chart points.%n",
                watch.windows(),
                watch.points());
    }

    private double secondHalf() {
        List<Map.Entry<Long, Long>> closed = new ArrayList<>(watch.seenAt().entrySet());
        Map<Long, Long> calls = watch.callsByWindow();
        int middle = closed.size() / 2;
        if (closed.size() < 2) {
            return 0;
        }
        long later = 0;
        for (Map.Entry<Long, Long> window : closed.subList(middle + 1, closed.size())) {
            later += calls.get(window.getKey());
        }
        long from = closed.get(middle).getValue();
        double share = later / (double) facts.plan().calls();
        return facts.plan().spans() * share / seconds(watch.lastNanos() - from);
    }

    /** Processor time by thread and of the broker. */
    void time(PrintStream out, ThreadTimes spent, Duration broker) {
        double perSpan = 1e6 / facts.plan().spans();
        out.printf(
                Locale.ROOT,
                "%nProcessor time: %.1f s of the job's process (%.2f us a span), %.1f s of the"
                        + " broker's.%n",
                spent.process(),
                spent.process() * perSpan,
                broker.toNanos() / 1e9);
        spent.rows()
                .forEach(
                        (name, seconds) ->
                                out.printf(
                                        Locale.ROOT,
                                        "  %-24s %7.1f s %7.2f us a span %5.1f %%%n",
                                        name,
                                        seconds,
                                        seconds * perSpan,
                                        100 * seconds / spent.process()));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
