/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.testing.sim.IncidentKind;
import io.shewhart.testing.sim.LiveIncident;
import io.shewhart.testing.sim.LiveTraffic;
import java.time.Duration;
import java.util.List;

/**
 * Stages incidents one after the other, each when the one before is over and its charts are quiet
 * again, round after round. A thread of its own.
 */
final class IncidentStage implements AutoCloseable {
    /** The order in which a newcomer sees them. */
    static final List<IncidentKind> ROUND =
            List.of(
                    IncidentKind.SLOW_MODEL_SERVER,
                    IncidentKind.TOKEN_THROUGHPUT_DROP,
                    IncidentKind.ERROR_BURST,
                    IncidentKind.BAD_RELEASE,
                    IncidentKind.VANISHED_TRAFFIC);

    static final Duration LENGTH = Duration.ofMinutes(2);

    /** A release gets a quarter of the traffic, so its charts have fewer calls to go by. */
    private static final Duration RELEASE_LENGTH = Duration.ofMinutes(4);

    private static final Duration BEFORE_FIRST = Duration.ofSeconds(30);

    /** Windows, waits and five quiet subgroups pass until an episode is resolved. */
    private static final Duration BETWEEN = Duration.ofSeconds(60);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(5);

    private final LiveTraffic traffic;
    private final IncidentLog log;
    private final List<IncidentKind> atOnce;
    private final StopSignal stop;
    private final Thread thread;

    /**
     * @param atOnce what is staged at once, and then nothing more; empty: the rounds
     */
    IncidentStage(
            LiveTraffic traffic, IncidentLog log, List<IncidentKind> atOnce, StopSignal stop) {
        this.traffic = traffic;
        this.log = log;
        this.atOnce = List.copyOf(atOnce);
        this.stop = stop;
        thread = new Thread(this::run, "incidents");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How long an incident of this kind lasts. */
    static Duration length(IncidentKind kind) {
        return kind == IncidentKind.BAD_RELEASE ? RELEASE_LENGTH : LENGTH;
    }

    private void run() {
        try {
            if (!atOnce.isEmpty()) {
                play(atOnce);
                if (!stop.isAsked()) {
                    log.note("No further incidents are staged; without --incident they would be.");
                }
                return;
            }
            if (stop.await(BEFORE_FIRST.toMillis())) {
                return;
            }
            while (!stop.isAsked()) {
                play(ROUND);
                if (stop.isAsked()) {
                    return;
                }
                log.note(
                        "All five incidents were staged; the next round begins in "
                                + Terminal.words(BETWEEN_ROUNDS)
                                + ".");
                if (stop.await(BETWEEN_ROUNDS.toMillis())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(List<IncidentKind> kinds) throws InterruptedException {
        for (IncidentKind kind : kinds) {
            // What was simulated already cannot be changed any more.
            long start = traffic.reached() + Duration.ofSeconds(1).toNanos();
            LiveIncident incident = traffic.stage(kind, start, start + length(kind).toNanos());
            log.announced(incident);
            if (awaitTime(incident.start())) {
                return;
            }
            log.began(incident);
            if (awaitTime(incident.end())) {
                return;
            }
            log.ended(incident);
            if (stop.await(BETWEEN.toMillis()) || awaitQuiet()) {
                return;
            }
        }
    }

    private boolean awaitTime(long unixNano) throws InterruptedException {
        return stop.await(Math.max(0, (unixNano - TrafficDriver.now()) / 1_000_000));
    }

    private boolean awaitQuiet() throws InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!log.isQuiet() && System.nanoTime() < until) {
            if (stop.await(1000)) {
                return true;
            }
        }
        return stop.isAsked();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
