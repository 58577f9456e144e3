/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker that is killed: the whole output is that of an undisturbed run over the same log. */
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
            Await.pause(2_000);
            bench.broker.restart();
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isLessThanOrEqualTo(1);
        }
    }
}
