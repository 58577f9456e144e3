/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Remembers the answers of a pure function for the few texts that come again and again; bounded,
 * since it starts afresh when {@value #LIMIT} texts were seen. Not thread-safe.
 */
final class Memo {
    private static final int LIMIT = 1024;

    private final UnaryOperator<String> function;
    private final Map<String, Optional<String>> answers = new HashMap<>();

    Memo(UnaryOperator<String> function) {
        this.function = function;
    }

    /** The function's answer, which may be null; null for null. */
    String of(String text) {
        if (text == null) {
            return null;
        }
        Optional<String> answer = answers.get(text);
        if (answer == null) {
            if (answers.size() == LIMIT) {
                answers.clear();
            }
            answer = Optional.ofNullable(function.apply(text));
            answers.put(text, answer);
        }
        return answer.orElse(null);
    }
}
