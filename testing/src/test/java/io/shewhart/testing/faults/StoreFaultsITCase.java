/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static io.shewhart.testing.store.ScriptedStore.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import io.shewhart.testing.store.ScriptedStore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A store that is down or slow stops nothing but its own sinks: everything else comes out as in an
 * undisturbed run, and the store has every point when it is back.
 */
@ExtendWith(FaultBench.Extension.class)
final class StoreFaultsITCase {
    private static final long OUTAGE_NANOS =
            TimeUnit.SECONDS.toNanos(Long.getLong("shewhart.faults.outage-seconds", 0));

    /** Of several sinks, each of which waits half a second between two of them. */
    private static final int ATTEMPTS = 20;

    private final FaultBench bench;
    private final Outcome expected;

    StoreFaultsITCase(FaultBench bench) {
        this.bench = bench;
        expected = bench.expected;
    }

    @Test
    void aStoreThatIsDown() throws Exception {
        ScriptedStore.Script down = (exchange, number, lines) -> reply(exchange, 503, "down");
        try (FaultRun run = bench.run("storeless")) {
            run.start(2, null);
            run.sendUntil(0.3);
            run.awaitCheckpoints(2);
            long failed = run.cluster().job().failedCheckpoints();
            run.store.script = down;
            long since = System.nanoTime();
            run.sendRest();
            // All of it goes on to its end: inferences, traces, charts and what they alert of.
            run.await("the topics to be as expected", () -> sameTopics(run.outcome()));
            run.awaitCheckpoints(2);
            assertThat(run.cluster().job().failedCheckpoints()).isEqualTo(failed);
            run.cluster().killTaskManager();
            run.cluster().startTaskManager();
            run.await("a restart", () -> run.cluster().job().restarts() > 0);
            run.await("all tasks to run", run.cluster().job()::running);
            run.awaitCheckpoints(2);
            while (System.nanoTime() - since < OUTAGE_NANOS) {
                run.awaitCheckpoints(1);
            }
            assertThat(run.outcome().points()).hasSizeLessThan(expected.points().size() / 2);
            run.store.script = (exchange, number, lines) -> false;
            run.assertOutcome(expected);
            // A task may see that another is gone before the cluster knows of the TaskManager.
            assertThat(run.cluster().job().restarts()).isBetween(1, 2);
        }
    }

    /** Then everything waits, and goes on where it was. */
    @Test
    void aStoreThatIsDownForLongerThanMemoryLasts() throws Exception {
        try (FaultRun run = smallBuffers("overfull")) {
            run.sendUntil(0.3);
            run.awaitCheckpoints(2);
            run.store.script = (exchange, number, lines) -> reply(exchange, 503, "down");
            long since = System.nanoTime();
            run.sendRest();
            int before = run.store.requests.get();
            run.await("attempts", () -> run.store.requests.get() >= before + ATTEMPTS);
            while (System.nanoTime() - since < OUTAGE_NANOS) {
                run.cluster().job().check();
                Await.pause(100);
            }
            run.store.script = (exchange, number, lines) -> false;
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    @Test
    void aStoreThatIsSlow() throws Exception {
        try (FaultRun run = smallBuffers("slow")) {
            run.store.script =
                    (exchange, number, lines) -> {
                        Await.pause(40);
                        return false;
                    };
            run.sendRest();
            run.await("the topics to be as expected", () -> sameTopics(run.outcome()));
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    /** Memory for a few hundred points, requests of some hundred. */
    private FaultRun smallBuffers(String name) throws Exception {
        FaultRun run = bench.run(name);
        run.start(
                2,
                null,
                "influxdb.buffer-bytes=65536",
                "influxdb.batch-bytes=32768",
                "influxdb.batch-points=100");
        return run;
    }

    private boolean sameTopics(Outcome now) {
        return now.exactlyOnce().equals(expected.exactlyOnce())
                && now.atLeastOnce().equals(expected.atLeastOnce());
    }
}
