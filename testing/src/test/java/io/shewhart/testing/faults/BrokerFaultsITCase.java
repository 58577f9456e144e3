/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A broker that is killed, and one that is away for long: the whole output is that of an
 * undisturbed run over the same log.
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
}
