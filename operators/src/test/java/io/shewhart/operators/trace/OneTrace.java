/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;

/** One trace, driven by hand: spans are admitted at a time, the watermark is moved. */
final class OneTrace {
    static final long MS = TestSpan.MS;
    static final TraceSettings SETTINGS =
            new TraceSettings(10_000 * MS, 300_000 * MS, 3_600_000 * MS, 600_000 * MS, 10_000);

    final Collected out = new Collected();
    final List<Long> wakeups = new ArrayList<>();
    private final TraceAssembler assembler;
    private final List<SpanGroup> pending = new ArrayList<>();
    private int partition;
    TraceState state;

    /** One for all, as an operator has. */
    private final TraceCodec codec = new TraceCodec();

    OneTrace() {
        this(SETTINGS);
    }

    OneTrace(TraceSettings settings) {
        assembler = new TraceAssembler(settings);
    }

    /** Spans that came in time: admitted 10 s before the earliest of them ended. */
    OneTrace with(TestSpan... spans) {
        long event = Long.MAX_VALUE;
        for (TestSpan span : spans) {
            event = Math.min(event, span.record.eventUnixNano);
        }
        return admit(event - 10_000 * MS, spans);
    }

    /** Spans in one record of its own partition, admitted at a time in milliseconds. */
    OneTrace admittedAt(long ms, TestSpan... spans) {
        return admit(TestSpan.EPOCH + ms * MS, spans);
    }

    private OneTrace admit(long admitted, TestSpan... spans) {
        SpanGroupBuilder builder = new SpanGroupBuilder();
        for (TestSpan span : spans) {
            builder.add(7, 9, span.record);
        }
        builder.drain(admitted, "otlp_spans", partition++, pending::add);
        pending.forEach(group -> assembler.wakeups(group, wakeups::add));
        return this;
    }

    /** Moves the watermark, in milliseconds; the state goes through its encoded form. */
    OneTrace advance(long ms) {
        return advanceTo(TestSpan.EPOCH + ms * MS);
    }

    Collected end() {
        advanceTo(Long.MAX_VALUE);
        return out;
    }

    private OneTrace advanceTo(long now) {
        TraceState stored = state == null ? null : codec.decode(codec.encode(state));
        state = assembler.advance(7, 9, stored, List.copyOf(pending), now, out, wakeups::add);
        pending.clear();
        return this;
    }
}
