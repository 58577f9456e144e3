/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is written, or fails as it is told. */
final class RecordedSink implements RecordSink {
    record Written(Signal signal, ByteString bytes) {
        byte[] value() {
            return bytes.toByteArray();
        }
    }

    final List<Written> written = new CopyOnWriteArrayList<>();
    volatile UnavailableException failure;

    @Override
    public CompletableFuture<Void> write(Signal signal, byte[] value) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        written.add(new Written(signal, ByteString.copyFrom(value)));
        return CompletableFuture.completedFuture(null);
    }
}
