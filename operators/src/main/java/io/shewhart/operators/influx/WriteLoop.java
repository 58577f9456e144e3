/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes lines to a store, one request at a time and in the order in which they came, until the
 * store has them or has refused them one by one.
 *
 * <p>No line is lost: it is in {@link #unwritten} until the store has answered for it. A line may
 * be written more than once, with the same content. A store that is down, slow or set up wrongly is
 * asked again with growing waits, for ever. A request that is refused is sent again in pieces,
 * split at the line that the store blames or else in halves, until the refused lines are alone.
 *
 * <p>For one thread; replies are handed in by {@link #replied}.
 */
public final class WriteLoop {
    private final WriteLimits limits;
    private final WriteHost host;
    private final WriteObserver observer;
    private final RefusedPoints refusedPoints = new RefusedPoints();
    private final StoreOutage outage;
    private final LineQueue queue;
    private final TakenLines taken = new TakenLines();
    private long sentAt;

    /** Wakes are at hand for this time or earlier; MAX: none. */
    private long wake = Long.MAX_VALUE;

    public WriteLoop(
            WriteLimits limits, WriteHost host, WriteObserver observer, SplittableRandom random) {
        this.limits = limits;
        this.host = host;
        this.observer = observer;
        this.queue = new LineQueue(limits);
        RetryDelay delay = new RetryDelay(limits.minDelayMillis(), limits.maxDelayMillis(), random);
        this.outage = new StoreOutage(delay, host.now());
    }

    /** Whether as much waits as may; lines are taken none the less. */
    public boolean full() {
        return footprint() >= limits.bufferBytes();
    }

    /** Whether nothing waits and nothing is under way. */
    public boolean idle() {
        return taken.isEmpty() && queue.isEmpty();
    }

    /** Lines that wait or are under way. */
    public int size() {
        return queue.size() + taken.size();
    }

    /** Bytes of memory that they take. */
    public long footprint() {
        return queue.footprint() + taken.footprint();
    }

    /** Milliseconds that the store has been failing for, 0 when it is not. */
    public long failingMillis() {
        return outage.millis(host.now());
    }

    /** Takes a line. */
    public void add(byte[] line) {
        long now = host.now();
        queue.add(line, now);
        pump(now);
    }

    /** From now on nothing waits for company. */
    public void drain() {
        queue.drain();
        pump(host.now());
    }

    /** A time that was asked for has come. */
    public void wake() {
        wake = Long.MAX_VALUE;
        pump(host.now());
    }

    /** Everything that the store has not answered for, in order. */
    public List<byte[]> unwritten() {
        List<byte[]> all = new ArrayList<>(size());
        taken.addTo(all);
        queue.addTo(all);
        return all;
    }

    /** The answer to the request under way. */
    public void replied(StoreReply reply) {
        List<byte[]> lines = taken.answered();
        switch (ReplyRules.verdict(reply, lines.size())) {
            case WRITTEN -> written(lines);
            case RETRY -> {
                long wait = failed(lines, reply);
                observer.retrying(reply, outage.failures(), wait);
            }
            case MISCONFIGURED -> {
                long wait = failed(lines, reply);
                observer.misconfigured(reply, outage.failures(), wait);
            }
            case SPLIT -> {
                answered();
                observer.split(reply);
                taken.split(lines, ReplyRules.blamedLine(reply));
            }
            case REFUSED -> refused(lines, reply);
        }
        pump(host.now());
    }

    private void written(List<byte[]> lines) {
        answered();
        observer.written(lines.size(), LineBody.length(lines), host.now() - sentAt);
        taken.done(lines);
    }

    /** The store decided about lines: whatever failed before is over. */
    private void answered() {
        if (outage.failures() > 0) {
            observer.recovered(outage.failures(), outage.millis(host.now()));
            outage.over();
        }
    }

    private long failed(List<byte[]> lines, StoreReply reply) {
        taken.again(lines);
        return outage.failed(reply, sentAt, host.now());
    }

    private void refused(List<byte[]> lines, StoreReply reply) {
        answered();
        taken.done(lines);
        String reason = ReplyRules.reason(reply);
        for (byte[] line : lines) {
            String measurement = RefusedPoints.measurement(line);
            observer.refused(measurement, reason, line, reply);
            byte[] note = refusedPoints.note(measurement, reason, line, reply);
            if (note != null) {
                add(note);
            }
        }
    }

    private void pump(long now) {
        if (taken.underWay()) {
            return;
        }
        if (!taken.waiting() && queue.ready(now)) {
            taken.take(queue.take(now));
        }
        if (!taken.waiting()) {
            if (!queue.isEmpty()) {
                wakeAt(queue.due());
            }
        } else if (now < outage.blockedUntil()) {
            wakeAt(outage.blockedUntil());
        } else {
            List<byte[]> lines = taken.send();
            sentAt = now;
            observer.sent(lines.size(), LineBody.length(lines));
            host.send(lines);
        }
    }

    private void wakeAt(long time) {
        if (time < wake) {
            wake = time;
            host.wakeAt(time);
        }
    }
}
