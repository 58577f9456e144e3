/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.google.protobuf.InvalidProtocolBufferException;
import io.shewhart.operators.kafka.ResultTopics;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.testing.kafka.KafkaTopics;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a reader of committed records finds in the job's topics, beside what must be there. */
final class Outcome {
    /** Names of the outputs, as configuration calls them. */
    static final List<String> TOPICS =
            List.of("inferences", "traces", "alerts", "late-spans", "dead-letters");

    private final Set<String> calls = new HashSet<>();
    private final Set<String> traces = new HashSet<>();
    private long inferences;
    private long summaries;
    private long late;
    private long lateSpans;
    private long deadLetters;

    private Outcome() {}

    static Outcome read(KafkaTopics topics, ResultTopics names) {
        Outcome outcome = new Outcome();
        topics.read(names.inferences(), record -> outcome.inference(record.value()));
        topics.read(names.traces(), record -> outcome.trace(record.value()));
        topics.read(names.lateSpans(), record -> outcome.lateSpans++);
        topics.read(names.deadLetters(), record -> outcome.deadLetters++);
        return outcome;
    }

    private void inference(byte[] value) {
        try {
            Inference inference = Inference.parseFrom(value);
            inferences++;
            late += inference.getLate() ? 1 : 0;
            if (inference.getRole() == Role.ROLE_INFERENCE) {
                calls.add(inference.getTraceId() + inference.getSpanId());
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no inference", e);
        }
    }

    private void trace(byte[] value) {
        try {
            TraceSummary trace = TraceSummary.parseFrom(value);
            summaries++;
            late += trace.getLate() ? 1 : 0;
            traces.add(trace.getTraceId());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no trace", e);
        }
    }

    /** Prints it; whether it is right. */
    boolean check(PrintStream out, BacklogPlan plan) {
        boolean right =
                inferences == plan.calls()
                        && calls.size() == plan.calls()
                        && summaries == plan.traces()
                        && traces.size() == plan.traces()
                        && late == 0
                        && lateSpans == 0
                        && deadLetters == 0;
        out.printf(
                Locale.ROOT,
                "%nCommitted: %,d inferences (%,d different model calls of %,d), %,d traces (%,d"
                        + " different of %,d), %d late, %d late spans, %d dead letters: %s%n",
                inferences,
                calls.size(),
                plan.calls(),
                summaries,
                traces.size(),
                plan.traces(),
                late,
                lateSpans,
                deadLetters,
                right ? "right" : "WRONG");
        return right;
    }
}
