/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Compares UTF-8 slices with a few fixed texts; allocates nothing. */
final class TextMatcher {
    /** How the slice has to stand to one of the texts. */
    enum Mode {
        EXACT("="),
        PREFIX("^="),
        SUFFIX("$=");

        final String operator;

        Mode(String operator) {
            this.operator = operator;
        }
    }

    private final Mode mode;
    private final byte[][] texts;
    private final long[] numbers;

    TextMatcher(Mode mode, List<String> texts) {
        this.mode = mode;
        this.texts =
                texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        numbers =
                texts.stream()
                        .filter(t -> mode == Mode.EXACT && t.matches("\\d{1,18}"))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }

    /** Whether one of the texts is this number; prefixes and suffixes of numbers mean nothing. */
    boolean matchesNumber(long number) {
        for (long candidate : numbers) {
            if (candidate == number) {
                return true;
            }
        }
        return false;
    }

    boolean matches(byte[] bytes, int offset, int length) {
        for (byte[] text : texts) {
            if (text.length > length || (mode == Mode.EXACT && text.length != length)) {
                continue;
            }
            int from = mode == Mode.SUFFIX ? offset + length - text.length : offset;
            if (Arrays.equals(text, 0, text.length, bytes, from, from + text.length)) {
                return true;
            }
        }
        return false;
    }
}
