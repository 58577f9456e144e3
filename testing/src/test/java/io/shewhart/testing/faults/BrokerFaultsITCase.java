/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A broker that is killed, and one that is away for long: the whole output is that of an
 * undisturbed run over the same log.
 */
@ExtendWith(FaultBench.Extension.class)
final class BrokerFaultsITCase {
    /** Longer than a slow machine needs from one record to the next. */
    private static final int SILENCE_SECONDS = 20;

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

    @Test
    void aBrokerThatCannotBeReachedIsNoSilence() throws Exception {
        try (FaultRun run = bench.run("unreachable", "time.silence=" + SILENCE_SECONDS + "s")) {
            run.sendUntil(0.1);
            run.start(2, null);
            // Records never stop before the broker is gone.
            AtomicInteger slices = new AtomicInteger();
            run.await(
                    "the first inference",
                    () -> {
                        run.sendUntil(Math.min(0.1 + slices.incrementAndGet() / 500.0, 0.6));
                        return run.written("inferences") > 0;
                    });
            bench.broker.kill();
            // What follows is there as soon as the broker is. Had time passed over the partitions
            // meanwhile, all of it would be late.
            CompletableFuture<Void> rest = run.sendRestInBackground();
            Await.pause(TimeUnit.SECONDS.toMillis(SILENCE_SECONDS + 4));
            bench.broker.restart();
            Await.result("the log to be sent", rest);
            // Then there is silence, and what is open is closed.
            run.await(
                    "the output of an undisturbed run",
                    () -> {
                        bench.broker.check();
                        return run.outcome().exactlyOnce().equals(expected.exactlyOnce());
                    });
        }
    }
}
