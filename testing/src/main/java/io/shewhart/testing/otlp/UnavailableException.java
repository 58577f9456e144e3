/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import java.time.Duration;

/** A record could not be written for now. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean overloaded;
    private final Duration retryAfter;

    /**
     * @param overloaded too much is on its way already; otherwise the brokers do not answer
     * @param retryAfter when the sender is to try again
     */
    public UnavailableException(String message, boolean overloaded, Duration retryAfter) {
        super(message);
        this.overloaded = overloaded;
        this.retryAfter = retryAfter;
    }

    /** Whether the sender is too fast, rather than the brokers out of order. */
    public boolean overloaded() {
        return overloaded;
    }

    /** When the sender is to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
