/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;

/**
 * One attribute value while it is read, whatever type its emitter chose; reused. A member of a JSON
 * object in text reads as a text. Readings never throw: what cannot be read is {@link #ABSENT} or
 * {@link #UNREADABLE}.
 */
final class Cell {
    /** Nothing was said. */
    static final long ABSENT = -1;

    /** Something was said that cannot be meant. */
    static final long UNREADABLE = -2;

    /** No model takes or gives more tokens in one call; reported values beyond are garbage. */
    static final long MAX_COUNT = 1_000_000_000;

    /** Nor does one call last longer than 30 days. */
    private static final double MAX_NANOS = 30 * 86_400e9;

    private byte type;
    private long integer;
    private double real;
    private byte[] text;
    private int offset;
    private int length;

    /** Takes the value of a slot. */
    void load(Attributes attributes, int slot) {
        type = attributes.type(slot);
        switch (type) {
            case Attributes.STRING ->
                    slice(
                            attributes.text(),
                            attributes.textOffset(slot),
                            attributes.textLength(slot));
            case Attributes.BOOL, Attributes.INT -> integer = attributes.longValue(slot);
            case Attributes.DOUBLE -> real = attributes.doubleValue(slot);
            default -> {} // maps, bytes and empty values say nothing
        }
    }

    /** Takes a text. */
    void load(byte[] bytes, int from, int count) {
        type = Attributes.STRING;
        slice(bytes, from, count);
    }

    /** Takes a scalar member of the JSON object that a slot holds as text. */
    void loadMember(Attributes attributes, int slot, JsonMember member) {
        type = Attributes.NONE;
        if (attributes.type(slot) != Attributes.STRING) {
            return;
        }
        byte[] bytes = attributes.text();
        int from = attributes.textOffset(slot);
        int end = from + attributes.textLength(slot);
        int at = member.find(bytes, from, end - from);
        if (at < 0) {
            return;
        }
        int stop = JsonMember.endOfScalar(bytes, at, end);
        boolean quoted = bytes[at] == '"' || bytes[at] == '\'';
        if (!quoted
                && (bytes[at] == 'n' || bytes[at] == 'N' || bytes[at] == '{' || bytes[at] == '[')) {
            return;
        }
        type = Attributes.STRING;
        slice(bytes, quoted ? at + 1 : at, quoted ? Math.max(0, stop - at - 2) : stop - at);
    }

    private void slice(byte[] bytes, int from, int count) {
        text = bytes;
        offset = from;
        length = count;
    }

    boolean isText() {
        return type == Attributes.STRING && length > 0;
    }

    byte[] bytes() {
        return text;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Cuts a text down to the first entry of a list, see {@link Texts#firstOfList}. */
    void firstOfList() {
        if (type == Attributes.STRING) {
            long slice = Texts.firstOfList(text, offset, length);
            slice(text, (int) (slice >>> 32), (int) slice);
        }
    }

    /** Takes off the quotes of a text that is a JSON string. */
    void unquote() {
        if (type == Attributes.STRING
                && length >= 2
                && text[offset] == '"'
                && text[offset + length - 1] == '"') {
            slice(text, offset + 1, length - 2);
        }
    }

    /** Cuts a text down to what stands before the first such byte; to nothing without one. */
    void before(char mark) {
        int at = 0;
        while (at < length && text[offset + at] != mark) {
            at++;
        }
        slice(text, offset, at < length ? at : 0);
    }

    /** Cuts a text down to what stands behind the first, or last, such byte; nothing without. */
    void behind(char mark, boolean last) {
        int at = last ? length - 1 : 0;
        while (at >= 0 && at < length && text[offset + at] != mark) {
            at += last ? -1 : 1;
        }
        boolean found = at >= 0 && at < length;
        slice(text, offset + at + 1, found ? length - at - 1 : 0);
    }

    /** A whole number, 0 to {@link #MAX_COUNT}. */
    long count() {
        double value = number();
        if (Double.isNaN(value)) {
            return type == Attributes.DOUBLE ? UNREADABLE : ABSENT;
        }
        boolean plausible = value >= 0 && value <= MAX_COUNT && value == Math.rint(value);
        return plausible ? (long) value : UNREADABLE;
    }

    /** A duration in nanoseconds. */
    long nanos(double nanosPerUnit) {
        double value = number();
        if (Double.isNaN(value)) {
            return type == Attributes.DOUBLE ? UNREADABLE : ABSENT;
        }
        double nanos = value * nanosPerUnit;
        return nanos >= 0 && nanos <= MAX_NANOS ? Math.round(nanos) : UNREADABLE;
    }

    /** A duration in nanoseconds from text with a unit, {@code 56.7ms}. */
    long duration() {
        double nanos = type == Attributes.STRING ? Texts.nanos(text, offset, length) : Double.NaN;
        return nanos >= 0 && nanos <= MAX_NANOS ? Math.round(nanos) : ABSENT;
    }

    /** The value as a number; NaN when it is none, or is NaN. */
    private double number() {
        return switch (type) {
            case Attributes.INT -> integer;
            case Attributes.DOUBLE -> real;
            case Attributes.STRING -> Texts.number(text, offset, length);
            default -> Double.NaN;
        };
    }

    /** {@link Facts#UNKNOWN}, {@link Facts#NO} or {@link Facts#YES}. */
    int flag() {
        return switch (type) {
            case Attributes.BOOL -> integer != 0 ? Facts.YES : Facts.NO;
            case Attributes.STRING -> Texts.flag(text, offset, length);
            default -> Facts.UNKNOWN;
        };
    }

    /** A time in nanoseconds since the Unix epoch from ISO 8601 text. */
    long time() {
        return type == Attributes.STRING ? Texts.time(text, offset, length) : ABSENT;
    }
}
