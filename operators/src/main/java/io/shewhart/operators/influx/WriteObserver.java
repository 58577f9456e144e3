/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

/** Is told what a {@link WriteLoop} does, for counters and logs. */
public interface WriteObserver {
    /** A request went out. */
    void sent(int lines, long bytes);

    /** The store has these lines. */
    void written(int lines, long bytes, long millis);

    /** The store cannot now; next attempt after this wait. */
    void retrying(StoreReply reply, int failures, long delayMillis);

    /** The store refuses everything until its configuration or ours changes. */
    void misconfigured(StoreReply reply, int failures, long delayMillis);

    /** A request is sent again in pieces. */
    void split(StoreReply reply);

    /** The store refused this line for its content. */
    void refused(String measurement, String reason, byte[] line, StoreReply reply);

    /** The first success after failures. */
    void recovered(int failures, long millis);
}
