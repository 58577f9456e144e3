/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;

/** Where trace assembly puts its results. */
public interface TraceOutput {

    void inference(Inference inference);

    void trace(TraceRecord trace);

    void lateSpan(LateSpan span);

    /** Counts something that leaves no record of its own. */
    void count(TraceCounter counter, long increment);
}
