/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A broker that is killed, and one that is away for long: the output is that of an undisturbed run
 * over the same log.
 */
@ExtendWith(FaultBench.Extension.class)
final class BrokerFaultsITCase {
    /** Longer than a machine that is not slow takes to start the job, and to start the broker. */
    private static final Duration SILENCE = Duration.ofSeconds(16);

    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("shewhart.faults.broker-outage-seconds", 2));

    private static final int TRIES = 4;

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
            Await.pause(OUTAGE.toMillis());
            bench.broker.restart();
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    /** Then the job fails and starts again, as often as it takes; its TaskManagers live on. */
    @Test
    void brokerAwayForLongerThanTheJobWaits() throws Exception {
        try (FaultRun run =
                bench.run(
                        "impatient",
                        "kafka.producer-properties.max.block.ms=3000",
                        "kafka.producer-properties.delivery.timeout.ms=3000",
                        "kafka.producer-properties.request.timeout.ms=2000")) {
            MiniJob job = run.start(2, null).job();
            run.sendUntil(0.4);
            run.awaitCheckpoints(1);
            run.sendUntil(0.5);
            bench.broker.kill();
            run.await("the sinks to fail", () -> job.restarts() > 0);
            bench.broker.restart();
            run.sendRest();
            run.assertOutcome(expected);
        }
    }

    @Test
    void brokerThatCannotBeReachedIsNoSilence() throws Exception {
        Duration silence = SILENCE;
        int tries = 1;
        while (!unreachable("unreachable-" + tries, silence)) {
            assertThat(tries++).isLessThan(TRIES);
            silence = silence.multipliedBy(2);
        }
    }

    /**
     * Had time passed over the partitions during the outage, all that follows it would be late.
     *
     * @return false on a machine so slow that the log may have been silent beside the outage
     */
    private boolean unreachable(String name, Duration silence) throws Exception {
        FaultLog calls = FaultLog.calls(2, 120);
        try (FaultRun run = bench.run(calls, name, "time.silence=" + silence.toSeconds() + "s")) {
            long sending = System.nanoTime();
            run.sendUntil(0.5);
            run.start(2, null);
            run.await("the first inference", () -> run.written("inferences") > 0);
            bench.broker.kill();
            boolean mayBeSilent = hasPassed(silence, sending);
            if (!mayBeSilent) {
                Await.pause(silence.plusSeconds(2).toMillis());
            }
            long starting = System.nanoTime();
            bench.broker.restart();
            run.sendUntil(1);
            if (mayBeSilent || hasPassed(silence, starting)) {
                return false;
            }
            // Then there is silence, and what is open is closed.
            run.await(
                    "every call",
                    () ->
                            run.committed("inferences") + run.committed("late-spans")
                                    >= calls.size());
            run.await("every trace", () -> run.committed("traces") >= run.committed("inferences"));
            run.awaitCheckpoints(1);
            assertThat(run.committed("late-spans")).isZero();
            assertThat(run.committed("inferences")).isEqualTo(calls.size());
            assertThat(run.committed("traces")).isEqualTo(calls.size());
            assertThat(run.cluster().job().restarts()).isZero();
            return true;
        }
    }

    private static boolean hasPassed(Duration time, long since) {
        return System.nanoTime() - since >= time.toNanos();
    }
}
