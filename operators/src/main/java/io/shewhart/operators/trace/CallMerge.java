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

    private static final int DOUBTED_TTFT = 1 << QualityFlag.QUALITY_FLAG_TTFT_SUSPECT_VALUE;
    private static final int PROVIDER = TokensSource.TOKENS_SOURCE_PROVIDER_VALUE;

    final CallFacts facts = new CallFacts();
    String service;
    String serviceVersion;
    String environment;

    /**
     * @param layers the representative first, then the others, the more believed first
     */
    CallMerge(List<SpanNode> layers) {
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
            takeTtft(layers);
        }
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
        if (best == null || best == own) {
            return;
        }
        // Told from the start of its own span; wanted from the start of the representative.
        long shifted = best.start - own.start + best.call.facts.ttftNanos;
        boolean sane = shifted > 0 && shifted <= own.end - own.start;
        facts.ttftNanos = sane ? shifted : best.call.facts.ttftNanos;
        facts.ttftSource = best.call.facts.ttftSource;
    }

    private static int ttftRank(SpanNode layer) {
        if (layer.call.facts.ttftNanos < 0) {
            return 0;
        }
        return (layer.flags & DOUBTED_TTFT) != 0 ? 1 : layer.call.exact ? 3 : 2;
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
