/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.io.Serializable;

/**
 * How much is sent at once, kept, and how long is waited.
 *
 * @param batchLines most lines of a request
 * @param batchBytes most bytes of a request; a longer line goes alone
 * @param bufferBytes bytes that wait to be written before the writer takes no more
 * @param flushMillis longest time that a line waits for others
 * @param minDelayMillis wait after a first failure; doubles with each further one
 * @param maxDelayMillis longest wait after a failure
 */
public record WriteLimits(
        int batchLines,
        long batchBytes,
        long bufferBytes,
        long flushMillis,
        long minDelayMillis,
        long maxDelayMillis)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
