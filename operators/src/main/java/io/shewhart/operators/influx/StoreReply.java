/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

/**
 * What came back for one request.
 *
 * @param status HTTP status, or {@link #NONE}
 * @param retryAfterMillis how long the store asks to wait; 0: it does not ask
 * @param message what the store said, or why there was no answer; "" when all is well
 */
public record StoreReply(int status, long retryAfterMillis, String message) {
    /** No answer: refused or lost connection, time-out. */
    public static final int NONE = 0;

    /** No answer, for this reason. */
    public static StoreReply none(String why) {
        return new StoreReply(NONE, 0, why);
    }

    /** For people: status and message. */
    @Override
    public String toString() {
        return status == NONE
                ? message
                : "HTTP " + status + (message.isEmpty() ? "" : ": ") + message;
    }
}
