/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Processor time between the moment in which half of the model calls are in closed windows and that
 * in which all are: without the start of the job and of its cluster, which a job that runs for days
 * does not notice. To be looked at often.
 */
final class SecondHalf {
    /** Microseconds a span: of the job's process, of this for compiling, and of the broker. */
    record Cost(double job, double compiler, double broker) {
        /** What it costs when everything is compiled. */
        double work() {
            return job - compiler;
        }
    }

    private record Look(long calls, ThreadTimes job, Duration broker) {}

    private final BacklogPlan plan;
    private final Supplier<Duration> broker;
    private Look first;
    private Look last;

    /**
     * @param broker tells the broker's processor time
     */
    SecondHalf(BacklogPlan plan, Supplier<Duration> broker) {
        this.plan = plan;
        this.broker = broker;
    }

    /** So many model calls are in closed windows now. */
    void look(long calls) throws IOException {
        if (first == null && calls >= plan.calls() / 2) {
            first = new Look(calls, ThreadTimes.now(), broker.get());
        } else if (first != null && last == null && calls >= plan.calls()) {
            last = new Look(calls, ThreadTimes.now(), broker.get());
        }
    }

    /** The cost of a span; zeros when it was not seen. */
    Cost cost() {
        if (last == null) {
            return new Cost(0, 0, 0);
        }
        double share = (last.calls - first.calls) / (double) plan.calls();
        double perSpan = 1e6 / (plan.spans() * share);
        ThreadTimes spent = last.job.minus(first.job);
        return new Cost(
                spent.process() * perSpan,
                compiler(spent) * perSpan,
                last.broker.minus(first.broker).toNanos() / 1e9 * perSpan);
    }

    /** Seconds in which the virtual machine compiled. */
    static double compiler(ThreadTimes spent) {
        return spent.rows().entrySet().stream()
                .filter(row -> row.getKey().matches("C[12] Compiler.*"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
