/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A broker that is killed, and one that is away for long: the output is that of an undisturbed run
 * over the same log.
 */
@ExtendWith(FaultBench.Extension.class)
final class BrokerFaultsITCase {
    /** Longer than a machine needs from one record to the next, unless it is a slow one. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private static final int TRIES = 4;

    /** After so many the log is kept for the time after the outage. */
    private static final int MOST_SLICES = 250;

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
    @EnabledIfSystemProperty(named = "shewhart.faults.unreachable", matches = "true")
    void aBrokerThatCannotBeReachedIsNoSilence() throws Exception {
        Duration silence = SILENCE;
        int tries = 1;
        while (!unreachable("unreachable-" + tries, silence)) {
            // This machine was too slow to keep the log from falling silent beside the outage.
            assertThat(tries++).isLessThan(TRIES);
            silence = silence.multipliedBy(2);
        }
    }

    /** False when there may have been silence while there was a broker, which proves nothing. */
    private boolean unreachable(String name, Duration silence) throws Exception {
        try (FaultRun run = bench.run(name, "time.silence=" + silence.toSeconds() + "s")) {
            run.sendUntil(0.1);
            run.start(2, null);
            // Records never stop before the broker is gone.
            SendTimes times = new SendTimes();
            run.await(
                    "the first inference",
                    () -> {
                        run.sendUntil(Math.min(0.1 + times.sent() / 500.0, 0.6));
                        return run.written("inferences") > 0;
                    });
            bench.broker.kill();
            times.sent();
            // What follows is there as soon as the broker is. Had time passed over the partitions
            // meanwhile, all of it would be late.
            CompletableFuture<Void> rest = run.sendTrafficInBackground();
            Await.pause(silence.plusSeconds(2).toMillis());
            bench.broker.restart();
            // From its first answer on there may be silence.
            assertThat(bench.kafka.topics()).isNotEmpty();
            long answered = System.nanoTime();
            Await.result("the log to be sent", rest);
            Duration late = Duration.ofNanos(System.nanoTime() - answered);
            if (late.compareTo(silence) >= 0 || times.partitionMayHaveWaited(silence)) {
                return false;
            }
            // Then there is silence, and what is open is closed.
            run.assertTransactional(expected, silence.plusSeconds(20));
            return true;
        }
    }

    /** How often there was something to read. */
    private static final class SendTimes {
        /** Records of one partition are a few slices apart. */
        private static final int SLICES = 6;

        private int count;
        private long last = System.nanoTime();
        private long longest;

        /** How many times this was called. */
        int sent() {
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
            return ++count;
        }

        boolean partitionMayHaveWaited(Duration silence) {
            return count > MOST_SLICES || longest * SLICES >= silence.toNanos();
        }
    }
}
