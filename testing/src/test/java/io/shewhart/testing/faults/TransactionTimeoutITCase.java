/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import io.shewhart.testing.kafka.SeenMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Transactions that the brokers abort, as they do when {@code kafka.transaction-timeout} has passed
 * since they were begun. In a build an administrator's request does it, which is sooner and at no
 * time of its own; with {@code -Dshewhart.faults.transactions=true} they are waited for.
 */
@ExtendWith(FaultBench.Extension.class)
final class TransactionTimeoutITCase {
    private static final boolean WAIT = Boolean.getBoolean("shewhart.faults.transactions");

    private final FaultBench bench;
    private final Outcome expected;

    TransactionTimeoutITCase(FaultBench bench) {
        this.bench = bench;
        expected = bench.expected;
    }

    /** Checkpoints stall for too long: what is open is read and written again. */
    @Test
    void underTheRunningJobNothingIsLost() throws Exception {
        try (FaultRun run = run("stalled")) {
            MiniJob job = run.startWithCheckpointsByHand(2).job();
            run.sendUntil(0.3);
            run.await("an inference", () -> run.written("inferences") > 0);
            job.checkpoint();
            run.await("a commit", () -> run.committed("inferences") > 0);
            sendAndAwaitInferences(run, 0.6);
            int committed = run.committed("inferences");
            abortTransactions(run, () -> job.restarts() > 0);
            run.sendRest();
            run.await("the sinks to fail", () -> job.restarts() > 0);
            // On the TaskManagers that there were: none died of it.
            run.await("all tasks to run again", job::running);
            assertThat(run.committed("inferences")).isEqualTo(committed);
            run.stop();
            run.start(2, run.newestCheckpoint(), "kafka.transaction-timeout=10min");
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    /**
     * The job breaks off between a checkpoint and its commit, and stays away for too long: what
     * README.md says is missing, nothing else, and it is counted.
     */
    @Test
    void onlyWhatASnapshotHeldUncommittedIsMissingAndCounted() throws Exception {
        try (FaultRun run = run("aborted")) {
            MiniJob job = run.startWithCheckpointsByHand(2).job();
            run.sendUntil(0.3);
            run.await("an inference", () -> run.written("inferences") > 0);
            job.checkpoint();
            run.await("a commit", () -> run.committed("inferences") > 0);
            sendAndAwaitInferences(run, 0.5);
            // A checkpoint whose commit does not come: that of a savepoint comes with the next one.
            String snapshot = job.savepoint(bench.directory.resolve("uncommitted"));
            sendAndAwaitInferences(run, 0.7);
            assertThat(job.restarts()).isZero();
            run.stop();
            abortTransactions(run, () -> false);
            Map<String, List<String>> aborted =
                    minus(run.outcomeWithUncommitted().exactlyOnce(), run.outcome().exactlyOnce());

            double before = SeenMetrics.sum("failedCommittables");
            run.start(2, snapshot, "kafka.transaction-timeout=10min");
            run.sendRest();
            run.awaitEnd();
            Outcome outcome = run.outcome();
            Map<String, List<String>> missing =
                    minus(expected.exactlyOnce(), outcome.exactlyOnce());
            assertThat(missing.get("inferences")).isNotEmpty();
            missing.forEach((topic, values) -> assertThat(aborted.get(topic)).containsAll(values));
            // What was begun after it is written again, and nothing is doubled.
            assertThat(missing.get("inferences")).hasSizeLessThan(aborted.get("inferences").size());
            assertThat(minus(outcome.exactlyOnce(), expected.exactlyOnce()).values())
                    .allSatisfy(more -> assertThat(more).isEmpty());
            assertThat(outcome.atLeastOnce()).isEqualTo(expected.atLeastOnce());
            assertThat(outcome.points()).isEqualTo(expected.points());
            assertThat(SeenMetrics.sum("failedCommittables")).isGreaterThan(before);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    private FaultRun run(String name) throws Exception {
        return bench.run(name, "kafka.transaction-timeout=" + (WAIT ? "30s" : "10min"));
    }

    private static void sendAndAwaitInferences(FaultRun run, double share) throws Exception {
        int written = run.written("inferences");
        run.sendUntil(share);
        run.await("inferences", () -> run.written("inferences") > written);
    }

    /** A job that has noticed has begun others. */
    private void abortTransactions(FaultRun run, Callable<Boolean> noticed) throws Exception {
        List<String> open = run.openTransactions();
        assertThat(open).isNotEmpty();
        if (!WAIT) {
            bench.kafka.fence(open);
        }
        Await.until(
                "the brokers to abort transactions",
                () -> noticed.call() || run.openTransactions().isEmpty());
    }

    /** What is in one and not in the other, each value as often as it is there more often. */
    private static Map<String, List<String>> minus(
            Map<String, List<String>> one, Map<String, List<String>> other) {
        Map<String, List<String>> left = new TreeMap<>();
        one.forEach(
                (topic, values) -> {
                    List<String> rest = new ArrayList<>(values);
                    other.get(topic).forEach(rest::remove);
                    left.put(topic, rest);
                });
        return left;
    }
}
