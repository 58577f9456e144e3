/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import java.util.concurrent.CompletableFuture;

/** Where records go. */
public interface RecordSink {
    /**
     * Writes one record.
     *
     * @return done when the record is safe. Fails with {@link UnavailableException}, at once or
     *     later, when it is not: the sender is to try again
     */
    CompletableFuture<Void> write(Signal signal, byte[] value);
}
