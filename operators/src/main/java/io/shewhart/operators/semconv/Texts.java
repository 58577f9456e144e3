/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Reads numbers, booleans, list entries and times out of UTF-8 text as emitters write them. Nothing
 * throws; only times and unusual numbers allocate.
 */
final class Texts {
    private static final JsonMember TYPE = new JsonMember("type");

    private Texts() {}

    /** Plain decimal number, surrounding blanks ignored; NaN when it is none. */
    static double number(byte[] text, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end && text[from] == ' ') {
            from++;
        }
        while (end > from && text[end - 1] == ' ') {
            end--;
        }
        if (end - from > 0 && end - from <= 15) {
            long digits = 0;
            int i = from;
            while (i < end && text[i] >= '0' && text[i] <= '9') {
                digits = digits * 10 + text[i++] - '0';
            }
            if (i == end) {
                return digits;
            }
        }
        return slowNumber(text, from, end);
    }

    private static double slowNumber(byte[] text, int from, int end) {
        if (from == end || end - from > 40) {
            return Double.NaN;
        }
        for (int i = from; i < end; i++) {
            if ("0123456789+-.eE".indexOf(text[i]) < 0) {
                return Double.NaN; // Java would read "0x1p3" and "1f"
            }
        }
        try {
            return Double.parseDouble(
                    new String(text, from, end - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * A duration as Rust prints it for debugging, in nanoseconds: {@code 1.234s}, {@code 56.7ms},
     * {@code 890\u00b5s}, {@code 12ns}; NaN when it is none.
     */
    static double nanos(byte[] text, int offset, int length) {
        int end = offset + length;
        int unit = offset;
        while (unit < end && (text[unit] == '.' || (text[unit] >= '0' && text[unit] <= '9'))) {
            unit++;
        }
        if (unit == offset || end - unit > 3) {
            return Double.NaN;
        }
        double factor =
                switch (new String(text, unit, end - unit, StandardCharsets.UTF_8)) {
                    case "s" -> 1e9;
                    case "ms" -> 1e6;
                    case "\u00b5s", "us" -> 1e3;
                    case "ns" -> 1;
                    default -> Double.NaN;
                };
        return factor * number(text, offset, unit - offset);
    }

    /** {@link Facts#YES} for true, {@link Facts#NO} for false in any case, else unknown. */
    static int flag(byte[] text, int offset, int length) {
        if (equalsIgnoreCase(text, offset, length, "true")) {
            return Facts.YES;
        }
        return equalsIgnoreCase(text, offset, length, "false") ? Facts.NO : Facts.UNKNOWN;
    }

    private static boolean equalsIgnoreCase(byte[] text, int offset, int length, String word) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((text[offset + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first entry of a JSON array in text, of a JSON string, or of a comma joined list; of an
     * object its type ({@code [{"type": "stop", "matched": 2}]}, SGLang); of an enum's name as
     * Python prints it ({@code FinishReason.STOP}), the part behind the dot. Offset in the upper,
     * length in the lower half.
     */
    static long firstOfList(byte[] text, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end && (text[from] == '[' || text[from] == ' ' || text[from] == '"')) {
            from++;
        }
        if (from < end && text[from] == '{') {
            int type = TYPE.find(text, from, end - from);
            if (type < 0) {
                return (long) from << 32;
            }
            from = text[type] == '"' ? type + 1 : type;
        }
        int stop = from;
        while (stop < end
                && text[stop] != '"'
                && text[stop] != '}'
                && text[stop] != ','
                && text[stop] != ']') {
            if (text[stop] == '.') {
                from = stop + 1;
            }
            stop++;
        }
        while (stop > from && text[stop - 1] == ' ') {
            stop--;
        }
        return ((long) from << 32) | (stop - from);
    }

    /** Nanoseconds since the Unix epoch, or {@link Cell#ABSENT}; quotes around it are ignored. */
    static long time(byte[] text, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end && text[from] == '"') {
            from++;
        }
        while (end > from && text[end - 1] == '"') {
            end--;
        }
        if (end - from < 20 || end - from > 40) {
            return Cell.ABSENT;
        }
        try {
            String iso = new String(text, from, end - from, StandardCharsets.US_ASCII);
            Instant instant = OffsetDateTime.parse(iso).toInstant();
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            return Cell.ABSENT;
        }
    }
}
