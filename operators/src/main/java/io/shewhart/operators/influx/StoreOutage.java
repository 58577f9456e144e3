/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

/**
 * Since when a store has failed to decide about lines, and from when on it may be asked again.
 * Times are milliseconds of the loop's clock.
 */
final class StoreOutage {
    private final RetryDelay delay;
    private long since;
    private long blockedUntil;

    /** No outage as of a time. */
    StoreOutage(RetryDelay delay, long now) {
        this.delay = delay;
        this.blockedUntil = now;
    }

    /**
     * One more failure.
     *
     * @param sent when the request went out: an outage begins with its first
     * @return how long nothing may be sent
     */
    long failed(StoreReply reply, long sent, long now) {
        if (delay.failures() == 0) {
            since = sent;
        }
        long wait = delay.next(reply);
        blockedUntil = now + wait;
        return wait;
    }

    /** Failures in a row, 0 when there is no outage. */
    int failures() {
        return delay.failures();
    }

    /** How long it has lasted, 0 when there is none. */
    long millis(long now) {
        return delay.failures() == 0 ? 0 : now - since;
    }

    /** When the store may be asked. */
    long blockedUntil() {
        return blockedUntil;
    }

    /** The store has decided about lines. */
    void over() {
        delay.success();
    }
}
