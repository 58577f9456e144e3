/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A broker that is killed, one that is away for long, and one that has aborted what a job had begun
 * when it died: the whole output is that of an undisturbed run over the same log.
 */
@ExtendWith(FaultBench.Extension.class)
final class BrokerFaultsITCase {
    private final FaultBench bench;
    private final Outcome expected;

    BrokerFaultsITCase(FaultBench bench) {
        this.bench = bench;
        expected = bench.expected;
    }

    @Test
    void brokerKilledAndStartedAgain() throws Exception {
        try (FaultRun run = bench.run("brokerless")) {
            run.start(2, null);
            run.sendUntil(0.4);
            run.awaitCheckpoints(1);
            run.sendUntil(0.5);
            bench.broker.kill();
            FaultRun.pause(2_000);
            bench.broker.restart();
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().restarts()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aBrokerThatCannotBeReachedIsNoSilence() throws Exception {
        try (FaultRun run = bench.run("unreachable", "time.silence=6s")) {
            run.start(2, null);
            run.sendUntil(0.3);
            run.await(() -> run.written("inferences") > 0);
            run.sendUntil(0.5);
            bench.broker.kill();
            // Would time pass over the partitions now, all that follows would be late.
            FaultRun.pause(9_000);
            bench.broker.restart();
            run.sendUntil(1);
            // Then there is silence, and what is open is closed.
            run.await(() -> run.outcome().exactlyOnce().equals(expected.exactlyOnce()));
        }
    }

    @Test
    void transactionsThatTimedOutWhileTheJobWasDown() throws Exception {
        try (FaultRun run = bench.run("aborted", "kafka.transaction-timeout=20s")) {
            FaultCluster first = run.start(2, null);
            run.sendUntil(0.4);
            run.awaitCheckpoints(2);
            // From now on nothing is committed; two attempts later all that could be is.
            run.breakCheckpoints();
            long failed = first.failedCheckpoints();
            run.await(() -> first.failedCheckpoints() >= failed + 2);
            int committed = run.committed("inferences");
            int written = run.written("inferences");
            run.sendUntil(0.6);
            run.await(() -> run.written("inferences") > written);
            assertThat(first.restarts()).isZero();
            run.stop();
            assertThat(bench.kafka.openTransactions("aborted-inferences")).isNotEmpty();
            while (!bench.kafka.openTransactions("aborted").isEmpty()) {
                FaultRun.pause(200);
            }
            assertThat(run.committed("inferences")).isEqualTo(committed);

            run.mendCheckpoints();
            run.start(2, run.newestCheckpoint());
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().restarts()).isZero();
        }
    }
}
