/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/** Receives the spans of a record one by one, in the order they stand on the wire. */
@FunctionalInterface
public interface SpanSink {

    /**
     * Called once per readable span; all three objects are reused by the decoder after the call
     * returns.
     */
    void span(DecodedResource resource, DecodedScope scope, DecodedSpan span);
}
