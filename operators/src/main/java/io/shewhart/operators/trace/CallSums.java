/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.Vantage;

/**
 * Sums over the model calls of a trace, each call once: those seen by the application; where there
 * are none those seen by a gateway; where there are none those seen by model servers. Unknown
 * tokens are left out of a sum, and a sum of nothing but unknowns is absent.
 */
final class CallSums {
    private static final int[] VANTAGES = {
        Vantage.VANTAGE_APP_VALUE,
        Vantage.VANTAGE_GATEWAY_VALUE,
        Vantage.VANTAGE_SERVER_VALUE,
        Vantage.VANTAGE_UNSPECIFIED_VALUE
    };

    private CallSums() {}

    static void fill(TraceSummary.Builder to, Segment segment) {
        int[] counts = new int[4];
        for (SpanNode node : segment.nodes) {
            if (node.call != null && node.call.contributes) {
                counts[node.call.vantage & 3]++;
            }
        }
        for (int vantage : VANTAGES) {
            if (counts[vantage] > 0) {
                to.setTokenVantage(Vantage.forNumber(vantage)).setInferenceCount(counts[vantage]);
                sum(to, segment, vantage);
                return;
            }
        }
    }

    private static void sum(TraceSummary.Builder to, Segment segment, int vantage) {
        long input = CallFacts.UNKNOWN;
        long output = CallFacts.UNKNOWN;
        int errors = 0;
        for (SpanNode node : segment.nodes) {
            CallState call = node.call;
            if (call != null && call.contributes && (call.vantage & 3) == vantage) {
                input = add(input, call.inputTokens);
                output = add(output, call.outputTokens);
                errors += call.contributesFailure ? 1 : 0;
            }
        }
        to.setInferenceErrorCount(errors);
        if (input >= 0) {
            to.setInputTokens(input);
        }
        if (output >= 0) {
            to.setOutputTokens(output);
        }
    }

    private static long add(long sum, long tokens) {
        return tokens < 0 ? sum : TraceSettings.plus(Math.max(sum, 0), tokens);
    }
}
