/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;

/** Takes everything and keeps nothing; tests keep what they look at. */
public class NoOutput implements TraceOutput {
    @Override
    public void inference(Inference inference) {}

    @Override
    public void trace(TraceRecord trace) {}

    @Override
    public void lateSpan(LateSpan span) {}

    @Override
    public void count(TraceCounter counter, long increment) {}
}
