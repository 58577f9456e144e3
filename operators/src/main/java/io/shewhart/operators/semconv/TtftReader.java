/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import io.shewhart.operators.semconv.TtftSource.Streaming;
import io.shewhart.operators.semconv.TtftSource.Unit;
import io.shewhart.operators.trace.CallFacts;
import io.shewhart.schemas.v1.QualityFlag;

/**
 * Reads the time to first token of a call, and believes it only where it can be true: finite, more
 * than a microsecond, within the span, on a call that streamed. Not thread-safe.
 *
 * <p>A value that cannot be true leaves {@code ttftNanos} unknown, its source named, and the flag
 * TTFT_IMPLAUSIBLE; one that is nearly the whole duration although more tokens followed is kept and
 * flagged TTFT_SUSPECT.
 */
final class TtftReader {
    /** Framing chunks were seen to be reported as first tokens with such values. */
    private static final long MIN_NANOS = 1_000;

    /** The clocks of a span and of a stop watch inside it differ by so much at most. */
    private static final long TOLERANCE_NANOS = 5_000_000;

    private static final int IMPLAUSIBLE = 1 << QualityFlag.QUALITY_FLAG_TTFT_IMPLAUSIBLE_VALUE;
    private static final int SINCE_ANSWER = 1 << QualityFlag.QUALITY_FLAG_TTFT_FROM_ANSWER_VALUE;
    private static final int SUSPECT = 1 << QualityFlag.QUALITY_FLAG_TTFT_SUSPECT_VALUE;

    private final Cell cell = new Cell();

    /**
     * The first of a dialect's sources that says something; its value is then in the call,
     * unchecked. Null when nothing stands anywhere.
     */
    TtftSource read(Rules<TtftSource> rules, Facts facts, CallFacts call) {
        for (int i = 0; i < rules.size(); i++) {
            Rules.Rule<TtftSource> rule = rules.get(i);
            TtftSource source = rule.then();
            if (rule.when().holds(facts)) {
                long nanos = value(source, facts);
                if (nanos != Cell.ABSENT) {
                    call.ttftNanos = nanos;
                    call.ttftSource = source.name();
                    return source;
                }
            }
        }
        return null;
    }

    private long value(TtftSource source, Facts facts) {
        return switch (source.where()) {
            case ATTRIBUTE -> attribute(facts.attributes, source, facts);
            case ATTRIBUTE_TIME -> time(source, facts);
            case EVENT_ATTRIBUTE ->
                    facts.span.eventCount(source.event()) == 0
                            ? Cell.ABSENT
                            : attribute(facts.span.eventAttributes(), source, facts);
            // SDKs drop the oldest events first, so the first one left is not the first.
            case EVENT_TIME ->
                    facts.span.eventCount(source.event()) == 0 || facts.span.droppedEvents > 0
                            ? Cell.ABSENT
                            : sinceStart(facts, facts.span.firstEventTimeUnixNano(source.event()));
        };
    }

    private long attribute(Attributes attributes, TtftSource source, Facts facts) {
        if (!attributes.has(source.slot())) {
            return Cell.ABSENT;
        }
        cell.load(attributes, source.slot());
        return duration(source, facts);
    }

    private long time(TtftSource source, Facts facts) {
        if (!facts.attributes.has(source.slot())) {
            return Cell.ABSENT;
        }
        cell.load(facts.attributes, source.slot());
        long time = cell.time();
        return time == Cell.ABSENT ? Cell.ABSENT : sinceStart(facts, time);
    }

    private long duration(TtftSource source, Facts facts) {
        long nanos = cell.nanos(source.unit().nanos);
        long span = facts.span.endTimeUnixNano - facts.span.startTimeUnixNano;
        boolean millis =
                source.unit() == Unit.SECONDS_OR_MILLIS
                        && (nanos == Cell.UNREADABLE || nanos > span + TOLERANCE_NANOS);
        return millis ? cell.nanos(Unit.MILLIS.nanos) : nanos;
    }

    private static long sinceStart(Facts facts, long time) {
        long nanos = time - facts.span.startTimeUnixNano;
        return nanos < 0 ? Cell.UNREADABLE : nanos;
    }

    /** Holds the value against everything else that is known of the call; returns flags to set. */
    int check(TtftSource source, Facts facts, CallFacts call, boolean durationKnown) {
        if (source == null) {
            return 0;
        }
        if (facts.responsesApi && source.dropOnResponses()) {
            return forget(call, 0); // right as reported, but no token
        }
        boolean streamed = facts.streaming == Facts.YES;
        if (facts.streaming == Facts.NO
                || (!streamed && source.streaming() == Streaming.REQUIRES)) {
            return forget(call, 0); // such emitters write the duration here
        }
        long duration = facts.span.endTimeUnixNano - facts.span.startTimeUnixNano;
        if (call.ttftNanos <= MIN_NANOS
                || !durationKnown
                || call.ttftNanos > duration + TOLERANCE_NANOS) {
            call.ttftNanos = CallFacts.UNKNOWN;
            return IMPLAUSIBLE;
        }
        call.ttftNanos = Math.min(call.ttftNanos, duration);
        boolean whole = call.ttftNanos >= duration - duration / 100;
        int suspect = whole && call.outputTokens > 1 ? SUSPECT : 0;
        return source.sinceAnswer() ? suspect | SINCE_ANSWER : suspect;
    }

    private static int forget(CallFacts call, int flags) {
        call.ttftNanos = CallFacts.UNKNOWN;
        call.ttftSource = null;
        return flags;
    }
}
