/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.TokensSource;
import java.util.List;

/**
 * What the layers of one call say together. Names and times: the first layer that knows. Tokens:
 * one layer's counts, the provider's before estimates, so that input and output belong together.
 */
final class CallMerge {
    /** Stands for an error whose type nobody told, as the conventions have it. */
    private static final String UNTYPED_ERROR = "_OTHER";

    private static final int SUSPECT = 1 << QualityFlag.QUALITY_FLAG_TTFT_SUSPECT_VALUE;
    private static final int FROM_ANSWER = 1 << QualityFlag.QUALITY_FLAG_TTFT_FROM_ANSWER_VALUE;
    private static final int IMPLAUSIBLE = 1 << QualityFlag.QUALITY_FLAG_TTFT_IMPLAUSIBLE_VALUE;
    private static final int TOOLS_INSIDE = 1 << QualityFlag.QUALITY_FLAG_TOOLS_INSIDE_VALUE;

    /** Flags that belong to the time to first token, and so to the layer that told it. */
    static final int TTFT_FLAGS = SUSPECT | FROM_ANSWER | IMPLAUSIBLE;

    private static final int PROVIDER = TokensSource.TOKENS_SOURCE_PROVIDER_VALUE;

    final CallFacts facts = new CallFacts();
    String service;
    String serviceVersion;
    String environment;

    /** About the time to first token that was taken, and the call. */
    int flags;

    private final SpanForest forest;

    /**
     * @param layers the representative first, then the others, the more believed first
     * @param forest over the visible spans
     */
    CallMerge(List<SpanNode> layers, SpanForest forest) {
        this.forest = forest;
        SpanNode own = layers.get(0);
        facts.set(own.call.facts);
        service = own.service;
        serviceVersion = own.serviceVersion;
        environment = own.environment;
        facts.errorType = errorOf(own);
        for (SpanNode layer : layers.subList(1, layers.size())) {
            fill(layer);
        }
        if (layers.size() > 1) {
            takeTokens(layers);
        }
        takeTtft(layers);
        if (new InsideCall(own, forest).ranTool()) {
            flags |= TOOLS_INSIDE;
            forgetDoubtedTokens();
        }
    }

    /** Counts that were in doubt because of it are of one round: nothing tells the others. */
    private void forgetDoubtedTokens() {
        if (facts.tokensSource != TokensSource.TOKENS_SOURCE_SUSPECT_VALUE) {
            return;
        }
        facts.tokensSource = TokensSource.TOKENS_SOURCE_UNSPECIFIED_VALUE;
        facts.inputTokens = CallFacts.UNKNOWN;
        facts.outputTokens = CallFacts.UNKNOWN;
        facts.cachedInputTokens = CallFacts.UNKNOWN;
        facts.reasoningOutputTokens = CallFacts.UNKNOWN;
    }

    private void fill(SpanNode layer) {
        CallFacts other = layer.call.facts;
        // Service and version belong together; a wrapper may even run elsewhere.
        if (service == null) {
            service = layer.service;
            serviceVersion = layer.serviceVersion;
        }
        environment = first(environment, layer.environment);
        facts.operation = first(facts.operation, other.operation);
        facts.provider = first(facts.provider, other.provider);
        facts.requestModel = first(facts.requestModel, other.requestModel);
        facts.responseModel = first(facts.responseModel, other.responseModel);
        facts.responseId = first(facts.responseId, other.responseId);
        facts.finishReason = first(facts.finishReason, other.finishReason);
        if (facts.streaming < 0) {
            facts.streaming = other.streaming;
        }
        boolean wrapper = layer.call.below > 0;
        if (facts.errorType == null && !(wrapper && facts.finishReason != null)) {
            facts.errorType = errorOf(layer);
        }
        facts.incomplete |= other.incomplete && !wrapper;
        facts.queueNanos = first(facts.queueNanos, other.queueNanos);
        facts.prefillNanos = first(facts.prefillNanos, other.prefillNanos);
        facts.decodeNanos = first(facts.decodeNanos, other.decodeNanos);
    }

    private void takeTokens(List<SpanNode> layers) {
        CallFacts best = null;
        for (SpanNode layer : layers) {
            CallFacts other = layer.call.facts;
            if (tokensRank(other) > (best == null ? 0 : tokensRank(best))) {
                best = other;
            }
        }
        if (best == null) {
            return;
        }
        facts.tokensSource = best.tokensSource;
        facts.inputTokens = best.inputTokens;
        facts.outputTokens = best.outputTokens;
        facts.cachedInputTokens = best.cachedInputTokens;
        facts.reasoningOutputTokens = best.reasoningOutputTokens;
        for (SpanNode layer : layers) {
            CallFacts other = layer.call.facts;
            if (other.tokensSource == best.tokensSource) {
                facts.inputTokens = first(facts.inputTokens, other.inputTokens);
                facts.outputTokens = first(facts.outputTokens, other.outputTokens);
                facts.cachedInputTokens = first(facts.cachedInputTokens, other.cachedInputTokens);
                facts.reasoningOutputTokens =
                        first(facts.reasoningOutputTokens, other.reasoningOutputTokens);
            }
        }
    }

    /** Provider's counts 2, others 1, none 0. */
    private static int tokensRank(CallFacts facts) {
        if (facts.inputTokens < 0 && facts.outputTokens < 0) {
            return 0;
        }
        return facts.tokensSource == PROVIDER ? 2 : 1;
    }

    private void takeTtft(List<SpanNode> layers) {
        SpanNode best = null;
        int bestRank = 0;
        for (SpanNode layer : layers) {
            int rank = ttftRank(layer);
            if (rank > bestRank) {
                best = layer;
                bestRank = rank;
            }
        }
        SpanNode own = layers.get(0);
        SpanNode from = best == null ? own : best;
        flags |= from.flags & TTFT_FLAGS;
        if (best == null) {
            return;
        }
        // Told from the start of its own span; wanted from the start of the representative.
        long nanos = sinceStart(best);
        long shifted = best.start - own.start + nanos;
        boolean sane = shifted > 0 && shifted <= own.end - own.start;
        facts.ttftNanos = sane ? shifted : nanos;
        facts.ttftSource = best.call.facts.ttftSource;
    }

    /**
     * A time that was counted from the headers of the answer becomes one from the start of the call
     * where the HTTP request tells when they came; else it is too short by nobody knows what.
     */
    private long sinceStart(SpanNode layer) {
        long nanos = layer.call.facts.ttftNanos;
        if ((layer.flags & FROM_ANSWER) == 0) {
            return nanos;
        }
        long answered = new InsideCall(layer, forest).answeredBy(layer.end - nanos);
        if (answered == Long.MIN_VALUE) {
            flags |= SUSPECT;
            return nanos;
        }
        flags &= ~FROM_ANSWER;
        return answered - layer.start + nanos;
    }

    private int ttftRank(SpanNode layer) {
        if (layer.call.facts.ttftNanos < 0) {
            return 0;
        }
        return (layer.flags & (SUSPECT | FROM_ANSWER)) != 0 ? 1 : layer.call.exact ? 3 : 2;
    }

    private static String errorOf(SpanNode node) {
        String type = node.call.facts.errorType;
        return type == null && node.error ? UNTYPED_ERROR : type;
    }

    private static String first(String a, String b) {
        return a != null ? a : b;
    }

    private static long first(long a, long b) {
        return a >= 0 ? a : b;
    }
}
