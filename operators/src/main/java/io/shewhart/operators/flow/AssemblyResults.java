/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.TraceCounter;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Sends what assembly gives to where it belongs, and counts it. */
final class AssemblyResults implements TraceOutput {
    private final Output<StreamRecord<Inference>> output;
    private final Tally tally;
    private final StreamRecord<Inference> reuse = new StreamRecord<>(null);

    AssemblyResults(Output<StreamRecord<Inference>> output, Tally tally) {
        this.output = output;
        this.tally = tally;
    }

    @Override
    public void inference(Inference inference) {
        tally.add(AssemblyMetric.of(inference.getRole(), inference.getLate()), 1);
        output.collect(reuse.replace(inference));
    }

    @Override
    public void trace(TraceRecord trace) {
        tally.add(AssemblyMetric.of(trace.head()), 1);
        output.collect(Outputs.TRACES, new StreamRecord<>(trace));
    }

    @Override
    public void lateSpan(LateSpan span) {
        tally.add(AssemblyMetric.of(span.getReason()), 1);
        output.collect(Outputs.LATE_SPANS, new StreamRecord<>(span));
    }

    @Override
    public void count(TraceCounter counter, long increment) {
        tally.add(counter, increment);
    }
}
