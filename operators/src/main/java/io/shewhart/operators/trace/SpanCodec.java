/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * Placeholder of the binary format of {@link SpanGroup#spans()}; written by the trace package's
 * author.
 */
public final class SpanCodec {
    private SpanCodec() {}
}
