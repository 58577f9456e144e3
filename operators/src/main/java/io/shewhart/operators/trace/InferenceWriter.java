/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the record of a call from its representative span and the other layers: the
 * representative's word stands, others fill what it leaves open, the more believed first.
 */
final class InferenceWriter {
    private static final int END_BEFORE_START = QualityFlag.QUALITY_FLAG_END_BEFORE_START_VALUE;

    private final long high;
    private final long low;
    private final NameBytes names;
    private final SpanNode own;

    /** The representative, then the other layers in the order in which they are asked. */
    private final List<SpanNode> layers = new ArrayList<>();

    private final CallMerge merged;

    InferenceWriter(SpanNode own, List<SpanNode> layers, TraceRun run) {
        high = run.high;
        low = run.low;
        names = run.names;
        this.own = own;
        for (SpanNode layer : layers) {
            if (layer != own && layer.call.facts != null) {
                this.layers.add(layer);
            }
        }
        this.layers.sort(InferenceWriter::byRank);
        this.layers.add(0, own);
        merged = new CallMerge(this.layers, run.layers().forest);
    }

    /**
     * The better representative first: under more candidates, more believed, earlier start, smaller
     * span id.
     */
    static int byRank(SpanNode a, SpanNode b) {
        int order = Integer.compare(b.call.depth, a.call.depth);
        if (order == 0) {
            order = Integer.compare(b.call.priority, a.call.priority);
        }
        return order != 0 ? order : SpanNode.byStart(a, b);
    }

    long inputTokens() {
        return merged.facts.inputTokens;
    }

    long outputTokens() {
        return merged.facts.outputTokens;
    }

    boolean failed() {
        return merged.facts.errorType != null;
    }

    Inference inference(boolean late) {
        return record(Role.ROLE_INFERENCE, late);
    }

    Inference lateDuplicate(boolean late) {
        return record(Role.ROLE_LATE_DUPLICATE, late);
    }

    Inference unsure(boolean late) {
        return record(Role.ROLE_UNSURE, late);
    }

    private Inference record(Role role, boolean late) {
        CallFacts facts = merged.facts;
        Inference.Builder to =
                Inference.newBuilder()
                        .setTraceIdBytes(Hex.traceId(high, low))
                        .setSpanIdBytes(Hex.spanId(own.spanId))
                        .setRole(role)
                        .setVantage(vantage(facts.vantage))
                        .setStartTimeUnixNano(own.start)
                        .setEndTimeUnixNano(own.end)
                        .setEventTimeUnixNano(own.event)
                        .setTokensSource(tokensSource(facts.tokensSource))
                        .setIncomplete(facts.incomplete)
                        .setLate(late);
        if (!own.isRoot()) {
            to.setParentSpanIdBytes(Hex.spanId(own.parentSpanId));
        }
        if (own.end >= own.start && own.end - own.start >= 0) {
            to.setDurationNanos(own.end - own.start);
        }
        if (facts.streaming >= 0) {
            to.setStreaming(facts.streaming == 1);
        }
        InferenceFields.names(to, facts, names);
        InferenceFields.numbers(to, facts);
        InferenceFields.resource(to, merged, names);
        flags(to);
        long[] others = new long[layers.size() - 1];
        for (int i = 0; i < others.length; i++) {
            // The order of unsigned numbers, which is that of their hex.
            others[i] = layers.get(i + 1).spanId ^ Long.MIN_VALUE;
        }
        Arrays.sort(others);
        for (long other : others) {
            to.addLayerSpanIdsBytes(Hex.spanId(other ^ Long.MIN_VALUE));
        }
        return to.build();
    }

    private void flags(Inference.Builder to) {
        int flags = (own.flags & ~CallMerge.TTFT_FLAGS) | merged.flags;
        if (layers.size() > 1) {
            flags |= 1 << QualityFlag.QUALITY_FLAG_MERGED_LAYERS_VALUE;
        }
        if (own.end < own.start) {
            flags |= 1 << END_BEFORE_START;
        }
        for (int i = 1; i < Integer.SIZE; i++) {
            QualityFlag flag = (flags & 1 << i) != 0 ? QualityFlag.forNumber(i) : null;
            if (flag != null) {
                to.addFlags(flag);
            }
        }
    }

    private static Vantage vantage(int number) {
        Vantage vantage = Vantage.forNumber(number);
        return vantage != null ? vantage : Vantage.VANTAGE_UNSPECIFIED;
    }

    private static TokensSource tokensSource(int number) {
        TokensSource source = TokensSource.forNumber(number);
        return source != null ? source : TokensSource.TOKENS_SOURCE_UNSPECIFIED;
    }
}
