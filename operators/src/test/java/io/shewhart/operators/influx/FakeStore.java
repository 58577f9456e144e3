/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** A loop's surroundings in which time passes only when it is told to. */
final class FakeStore implements WriteHost, WriteObserver {
    final List<String> written = new ArrayList<>();
    final List<List<String>> requests = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    int retries;
    int misconfigurations;
    int recoveries;
    private final TreeSet<Long> wakes = new TreeSet<>();
    private final Function<List<String>, StoreReply> script;
    private List<byte[]> pending;
    private long now = 1_000_000;
    WriteLoop loop;

    FakeStore(Function<List<String>, StoreReply> script) {
        this.script = script;
    }

    /**
     * Lets time pass until the request under way is answered, or to the next wake; false: neither.
     */
    boolean step() {
        if (pending != null) {
            now += 3;
            List<String> lines = strings(pending);
            pending = null;
            StoreReply reply = script.apply(lines);
            if (reply.status() == 204) {
                written.addAll(lines);
            }
            loop.replied(reply);
            return true;
        }
        Long next = wakes.pollFirst();
        if (next == null) {
            return false;
        }
        now = Math.max(now, next);
        loop.wake();
        return true;
    }

    void run() {
        while (!loop.idle()) {
            if (!step()) {
                throw new AssertionError("the loop waits for nothing");
            }
        }
    }

    boolean underWay() {
        return pending != null;
    }

    void pass(long millis) {
        now += millis;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void wakeAt(long millis) {
        wakes.add(millis);
    }

    @Override
    public void send(List<byte[]> lines) {
        if (pending != null) {
            throw new AssertionError("two requests at a time");
        }
        requests.add(strings(lines));
        pending = lines;
    }

    @Override
    public void sent(int lines, long bytes) {}

    @Override
    public void written(int lines, long bytes, long millis) {}

    @Override
    public void retrying(StoreReply reply, int failures, long delayMillis) {
        retries++;
    }

    @Override
    public void misconfigured(StoreReply reply, int failures, long delayMillis) {
        misconfigurations++;
    }

    @Override
    public void split(StoreReply reply) {}

    @Override
    public void refused(String measurement, String reason, byte[] line, StoreReply reply) {
        refused.add(new String(line, StandardCharsets.UTF_8));
    }

    @Override
    public void recovered(int failures, long millis) {
        recoveries++;
    }

    static List<String> strings(List<byte[]> lines) {
        return lines.stream().map(line -> new String(line, StandardCharsets.UTF_8)).toList();
    }
}
