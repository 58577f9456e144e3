/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.Inference;

/**
 * Copies what is known into the record; what is not known stays absent. Names go there as bytes,
 * since they come again and again; a response id does not.
 */
final class InferenceFields {
    private InferenceFields() {}

    static void names(Inference.Builder to, CallFacts facts, NameBytes names) {
        if (facts.dialect != null) {
            to.setDialectBytes(names.of(facts.dialect));
        }
        if (facts.responseId != null) {
            to.setResponseId(facts.responseId);
        }
        if (facts.requestModel != null) {
            to.setRequestModelBytes(names.of(facts.requestModel));
        }
        if (facts.responseModel != null) {
            to.setResponseModelBytes(names.of(facts.responseModel));
        }
        if (facts.provider != null) {
            to.setProviderBytes(names.of(facts.provider));
        }
        if (facts.operation != null) {
            to.setOperationBytes(names.of(facts.operation));
        }
        if (facts.errorType != null) {
            to.setErrorTypeBytes(names.of(facts.errorType));
        }
        if (facts.finishReason != null) {
            to.setFinishReasonBytes(names.of(facts.finishReason));
        }
        if (facts.ttftSource != null) {
            to.setTtftSourceBytes(names.of(facts.ttftSource));
        }
    }

    static void numbers(Inference.Builder to, CallFacts facts) {
        if (facts.ttftNanos >= 0) {
            to.setTimeToFirstTokenNanos(facts.ttftNanos);
        }
        if (facts.inputTokens >= 0) {
            to.setInputTokens(facts.inputTokens);
        }
        if (facts.outputTokens >= 0) {
            to.setOutputTokens(facts.outputTokens);
        }
        if (facts.cachedInputTokens >= 0) {
            to.setCachedInputTokens(facts.cachedInputTokens);
        }
        if (facts.reasoningOutputTokens >= 0) {
            to.setReasoningOutputTokens(facts.reasoningOutputTokens);
        }
        if (facts.queueNanos >= 0) {
            to.setQueueNanos(facts.queueNanos);
        }
        if (facts.prefillNanos >= 0) {
            to.setPrefillNanos(facts.prefillNanos);
        }
        if (facts.decodeNanos >= 0) {
            to.setDecodeNanos(facts.decodeNanos);
        }
    }

    static void resource(Inference.Builder to, CallMerge merged, NameBytes names) {
        if (merged.service != null) {
            to.setServiceBytes(names.of(merged.service));
        }
        if (merged.serviceVersion != null) {
            to.setServiceVersionBytes(names.of(merged.serviceVersion));
        }
        if (merged.environment != null) {
            to.setEnvironmentBytes(names.of(merged.environment));
        }
    }
}
