/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.ArrayDeque;
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
    /** The loop's surroundings. */
    public interface Host {
        /** Milliseconds of any clock that only goes forward. */
        long now();

        /** Asks for a {@link WriteLoop#wake} then; earlier wishes stand. */
        void wakeAt(long millis);

        /** Sends; the reply goes to {@link WriteLoop#replied}, on the loop's thread. */
        void send(List<byte[]> lines);
    }

    private final WriteLimits limits;
    private final Host host;
    private final WriteObserver observer;
    private final RefusedPoints refusedPoints;
    private final RetryDelay delay;

    private final LineQueue queue = new LineQueue();

    /** Batches that were taken from the queue and come before it. */
    private final ArrayDeque<List<byte[]>> pieces = new ArrayDeque<>();

    private List<byte[]> inFlight;
    private long inFlightSince;
    private long takenFootprint;
    private long due;
    private long blockedUntil;
    private long failingSince;
    private boolean draining;

    /** Wakes are at hand for this time or earlier; MAX: none. */
    private long wake = Long.MAX_VALUE;

    public WriteLoop(
            WriteLimits limits, Host host, WriteObserver observer, SplittableRandom random) {
        this.limits = limits;
        this.host = host;
        this.observer = observer;
        this.delay = new RetryDelay(limits.minDelayMillis(), limits.maxDelayMillis(), random);
        this.refusedPoints = new RefusedPoints();
        this.blockedUntil = host.now();
    }

    /** Whether as much waits as may; lines are taken none the less. */
    public boolean full() {
        return queue.footprint() + takenFootprint >= limits.bufferBytes();
    }

    /** Whether nothing waits and nothing is under way. */
    public boolean idle() {
        return inFlight == null && pieces.isEmpty() && queue.isEmpty();
    }

    /** Lines that wait or are under way. */
    public int size() {
        int size = queue.size() + (inFlight == null ? 0 : inFlight.size());
        for (List<byte[]> piece : pieces) {
            size += piece.size();
        }
        return size;
    }

    /** Bytes of memory that they take. */
    public long footprint() {
        return queue.footprint() + takenFootprint;
    }

    /** Milliseconds that the store has been failing for, 0 when it is not. */
    public long failingMillis() {
        return delay.failures() == 0 ? 0 : host.now() - failingSince;
    }

    /** Takes a line. */
    public void add(byte[] line) {
        if (queue.isEmpty()) {
            due = host.now() + limits.flushMillis();
        }
        queue.add(line);
        if (inFlight == null) {
            pump();
        }
    }

    /** From now on nothing waits for company. */
    public void drain() {
        draining = true;
        pump();
    }

    /** A time that was asked for has come. */
    public void wake() {
        wake = Long.MAX_VALUE;
        pump();
    }

    /** Everything that the store has not answered for, in order. */
    public List<byte[]> unwritten() {
        List<byte[]> all = new ArrayList<>(size());
        if (inFlight != null) {
            all.addAll(inFlight);
        }
        pieces.forEach(all::addAll);
        queue.addTo(all);
        return all;
    }

    /** The answer to the request under way. */
    public void replied(StoreReply reply) {
        List<byte[]> lines = inFlight;
        inFlight = null;
        switch (ReplyRules.verdict(reply, lines.size())) {
            case WRITTEN -> written(lines);
            case RETRY -> {
                long wait = failed(lines, reply);
                observer.retrying(reply, delay.failures(), wait);
            }
            case MISCONFIGURED -> {
                long wait = failed(lines, reply);
                observer.misconfigured(reply, delay.failures(), wait);
            }
            case SPLIT -> {
                answered();
                observer.split(reply);
                split(lines, ReplyRules.blamedLine(reply));
            }
            case REFUSED -> refused(lines, reply);
        }
        pump();
    }

    private void written(List<byte[]> lines) {
        answered();
        observer.written(lines.size(), bytes(lines), host.now() - inFlightSince);
        takenFootprint -= footprint(lines);
    }

    /** The store decided about lines: whatever failed before is over. */
    private void answered() {
        if (delay.failures() > 0) {
            observer.recovered(delay.failures(), host.now() - failingSince);
            delay.success();
        }
    }

    private long failed(List<byte[]> lines, StoreReply reply) {
        long now = host.now();
        if (delay.failures() == 0) {
            failingSince = inFlightSince;
        }
        long wait = delay.next(reply);
        blockedUntil = now + wait;
        pieces.addFirst(lines);
        return wait;
    }

    private void split(List<byte[]> lines, int blamed) {
        int size = lines.size();
        if (blamed < 1 || blamed > size) {
            pieces.addFirst(lines.subList(size / 2, size));
            pieces.addFirst(lines.subList(0, size / 2));
            return;
        }
        if (blamed < size) {
            pieces.addFirst(lines.subList(blamed, size));
        }
        pieces.addFirst(lines.subList(blamed - 1, blamed));
        if (blamed > 1) {
            pieces.addFirst(lines.subList(0, blamed - 1));
        }
    }

    private void refused(List<byte[]> lines, StoreReply reply) {
        answered();
        takenFootprint -= footprint(lines);
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

    private void pump() {
        if (inFlight != null) {
            return;
        }
        long now = host.now();
        if (pieces.isEmpty() && !queue.isEmpty() && ready(now)) {
            List<byte[]> batch = queue.take(limits.batchLines(), limits.batchBytes());
            takenFootprint += footprint(batch);
            pieces.add(batch);
            due = now + limits.flushMillis();
        }
        if (pieces.isEmpty()) {
            if (!queue.isEmpty()) {
                wakeAt(due);
            }
        } else if (now < blockedUntil) {
            wakeAt(blockedUntil);
        } else {
            inFlight = pieces.poll();
            inFlightSince = now;
            observer.sent(inFlight.size(), bytes(inFlight));
            host.send(inFlight);
        }
    }

    private boolean ready(long now) {
        return draining
                || queue.size() >= limits.batchLines()
                || queue.bytes() >= limits.batchBytes()
                || now >= due;
    }

    private void wakeAt(long time) {
        if (time < wake) {
            wake = time;
            host.wakeAt(time);
        }
    }

    private static long bytes(List<byte[]> lines) {
        long sum = lines.size();
        for (byte[] line : lines) {
            sum += line.length;
        }
        return sum;
    }

    private static long footprint(List<byte[]> lines) {
        long sum = 0;
        for (byte[] line : lines) {
            sum += LineQueue.footprint(line);
        }
        return sum;
    }
}
