/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.semconv.Dialects.Dialect;
import io.shewhart.operators.semconv.Fields.Source;
import io.shewhart.operators.trace.CallFacts;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.TokensSource;

/**
 * Reads the token counts of a call into one meaning: input with cached tokens, output with
 * reasoning, unknown rather than zero where zero cannot be. Not thread-safe.
 *
 * <p>Where old and new names disagree the newer one is taken and TOKENS_CONFLICT flagged; what is
 * no count is unknown and flagged TOKENS_IMPLAUSIBLE.
 */
final class TokenReader {
    private static final int CONFLICT = 1 << QualityFlag.QUALITY_FLAG_TOKENS_CONFLICT_VALUE;
    private static final int IMPLAUSIBLE = 1 << QualityFlag.QUALITY_FLAG_TOKENS_IMPLAUSIBLE_VALUE;

    private final Fields fields;
    private final Cell cell = new Cell();
    private int flags;

    TokenReader(Fields fields) {
        this.fields = fields;
    }

    /** Fills the counts and where they come from; returns flags to set. */
    int read(Facts facts, Dialect dialect, CallFacts call) {
        flags = 0;
        long input = count(Field.INPUT_TOKENS, facts);
        long output = facts.embedding ? CallFacts.UNKNOWN : count(Field.OUTPUT_TOKENS, facts);
        long cached = count(Field.CACHED_INPUT_TOKENS, facts);
        long written = count(Field.CACHE_WRITE_TOKENS, facts);
        // Nobody asks nothing, and an answer of no tokens is how defaults and failures look.
        call.inputTokens =
                inclusive(dialect, input == 0 ? CallFacts.UNKNOWN : input, cached, written);
        call.outputTokens = output == 0 ? CallFacts.UNKNOWN : output;
        call.cachedInputTokens = cached;
        call.reasoningOutputTokens = count(Field.REASONING_OUTPUT_TOKENS, facts);
        boolean known = call.inputTokens >= 0 || call.outputTokens >= 0;
        call.tokensSource =
                (byte)
                        (known
                                ? TokensSource.TOKENS_SOURCE_PROVIDER_VALUE
                                : TokensSource.TOKENS_SOURCE_UNSPECIFIED_VALUE);
        return flags;
    }

    private static long inclusive(Dialect dialect, long input, long cached, long written) {
        if (input < 0) {
            return input;
        }
        long cache = Math.max(0, cached) + Math.max(0, written);
        return dialect.cacheExclusive() || cache > input ? input + cache : input;
    }

    private long count(Field field, Facts facts) {
        long value = CallFacts.UNKNOWN;
        for (Source source : fields.of(field, facts.dialect)) {
            if (!source.load(facts, cell)) {
                continue;
            }
            long count = cell.count();
            if (count == Cell.UNREADABLE) {
                flags |= IMPLAUSIBLE;
            } else if (count != Cell.ABSENT) {
                if (value < 0) {
                    value = count;
                } else if (value != count) {
                    flags |= CONFLICT;
                }
            }
        }
        return value;
    }
}
