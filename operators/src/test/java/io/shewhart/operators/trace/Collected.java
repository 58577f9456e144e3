/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps what an assembler puts out; {@link #log} in the order in which it came. */
final class Collected implements TraceOutput {
    final List<Inference> inferences = new ArrayList<>();
    final List<TraceSummary> traces = new ArrayList<>();
    final List<LateSpan> lateSpans = new ArrayList<>();
    final Map<TraceCounter, Long> counts = new EnumMap<>(TraceCounter.class);
    final List<String> log = new ArrayList<>();

    @Override
    public void inference(Inference inference) {
        inferences.add(inference);
        log.add("inference " + inference);
    }

    @Override
    public void trace(TraceRecord trace) {
        TraceSummary summary = trace.summary();
        traces.add(summary);
        log.add("trace " + summary);
    }

    @Override
    public void lateSpan(LateSpan span) {
        lateSpans.add(span);
        log.add("late " + span);
    }

    @Override
    public void count(TraceCounter counter, long increment) {
        counts.merge(counter, increment, Long::sum);
        log.add(counter + " " + increment);
    }

    long count(TraceCounter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    /** Span ids with role, in order: {@code "3 INFERENCE"}. */
    List<String> roles() {
        List<String> roles = new ArrayList<>();
        for (Inference inference : inferences) {
            String role = inference.getRole().name().substring("ROLE_".length());
            roles.add(Long.parseUnsignedLong(inference.getSpanId(), 16) + " " + role);
        }
        return roles;
    }

    /** The only record that counts. */
    Inference only() {
        List<Inference> counted = new ArrayList<>();
        for (Inference inference : inferences) {
            if (inference.getRole() == Role.ROLE_INFERENCE) {
                counted.add(inference);
            }
        }
        if (counted.size() != 1) {
            throw new AssertionError(counted.size() + " counted: " + roles());
        }
        return counted.get(0);
    }
}
