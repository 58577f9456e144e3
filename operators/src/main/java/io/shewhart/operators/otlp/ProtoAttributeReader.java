/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * Reads {@code KeyValue} messages: puts the values of the names in a table into their slots and
 * steps over all others without looking at them.
 *
 * <p>For a value that is taken, the result is that of protobuf-java for any legal encoding: the
 * last key wins; values given in several parts are merged; of the members of the {@code oneof} the
 * last one wins, but array members of one value are always joined, also across other members
 * between them. Of an array only the first element is looked at; arrays and maps in it are {@link
 * Attributes#OTHER}, so that no nesting is followed.
 */
final class ProtoAttributeReader {
    private static final int KEY = 1 << 3 | 2;
    private static final int VALUE = 2 << 3 | 2;

    private static final int STRING_VALUE = 1 << 3 | 2;
    private static final int BOOL_VALUE = 2 << 3;
    private static final int INT_VALUE = 3 << 3;
    private static final int DOUBLE_VALUE = 4 << 3 | 1;
    private static final int ARRAY_VALUE = 5 << 3 | 2;
    private static final int KEY_VALUES = 6 << 3 | 2;
    private static final int BYTES_VALUE = 7 << 3 | 2;
    private static final int STRING_INDEX = 8 << 3;

    private static final int ARRAY_ELEMENT = 1 << 3 | 2;

    private static final int KEY_VALUE_DEPTH = 5;

    /** The value being read: what the last member said, and what the array member holds. */
    private final Member value = new Member();

    private final Member element = new Member();
    private boolean hasElement;

    /** Result of one {@code AnyValue}, as {@link Attributes} keeps it. */
    private static final class Member {
        byte type;
        boolean array;
        long bits;

        void set(byte newType, long newBits) {
            type = newType;
            array = false;
            bits = newBits;
        }
    }

    /** One {@code KeyValue} from {@code p} to {@code end}. */
    void read(byte[] b, int p, int end, NameTable names, Attributes into) throws WireException {
        // What emitters write: one key and one value, in either order, in lengths of one byte.
        int length = end - p >= 4 ? b[p + 1] : -1;
        int second = p + 2 + length;
        if (length >= 0 && end - second >= 2 && b[second + 1] == end - second - 2) {
            if (b[p] == VALUE && b[second] == KEY) {
                int slot = names.find(b, second + 2, end - second - 2);
                if (slot >= 0) {
                    take(b, p + 2, second, slot, into);
                }
                return;
            }
            if (b[p] == KEY && b[second] == VALUE) {
                int slot = names.find(b, p + 2, length);
                if (slot >= 0) {
                    take(b, second + 2, end, slot, into);
                }
                return;
            }
        }
        readAnyForm(b, p, end, names, into);
    }

    /** The value of a named attribute, which stands in one piece. */
    private void take(byte[] b, int p, int end, int slot, Attributes into) throws WireException {
        int length = end - p;
        if (length >= 2 && b[p] == STRING_VALUE && b[p + 1] == length - 2) {
            into.put(slot, Attributes.STRING, Attributes.slice(p + 2, length - 2), false);
            return;
        }
        if (length >= 2 && b[p] == INT_VALUE && Wire.afterVarint(b, p + 1, end) == end) {
            into.put(slot, Attributes.INT, Wire.varint(b, p + 1, end), false);
            return;
        }
        value.set(Attributes.OTHER, 0);
        hasElement = false;
        readValue(b, p, end, value, true);
        into.put(slot, value.type, value.bits, value.array);
    }

    private void readAnyForm(byte[] b, int p, int end, NameTable names, Attributes into)
            throws WireException {
        int start = p;
        int keyAt = 0;
        int keyLength = 0;
        int valueAt = -1;
        int valueEnd = -1;
        boolean split = false;
        while (p < end) {
            int tag = b[p++];
            if (tag < 0) {
                tag = Wire.longTag(b, p - 1, end);
                p = Wire.afterVarint(b, p - 1, end);
            }
            if (tag != KEY && tag != VALUE) {
                p = Wire.skip(b, p, end, tag, KEY_VALUE_DEPTH);
                continue;
            }
            int length = p < end ? b[p] : -1;
            if (length >= 0) {
                p++;
            } else {
                length = Wire.longLength(b, p, end);
                p = Wire.afterVarint(b, p, end);
            }
            if (length > end - p) {
                throw WireException.cut(p);
            }
            if (tag == KEY) {
                keyAt = p;
                keyLength = length;
            } else {
                split |= valueAt >= 0;
                valueAt = p;
                valueEnd = p + length;
            }
            p += length;
        }
        int slot = names.find(b, keyAt, keyLength);
        if (slot >= 0) {
            value.set(Attributes.OTHER, 0);
            hasElement = false;
            if (split) {
                readParts(b, start, end);
            } else if (valueAt >= 0) {
                readValue(b, valueAt, valueEnd, value, true);
            }
            into.put(slot, value.type, value.bits, value.array);
        }
    }

    /** A value that stands in several parts: each continues where the one before ended. */
    private void readParts(byte[] b, int p, int end) throws WireException {
        while (p < end) {
            int tag = Wire.longTag(b, p, end);
            p = Wire.afterVarint(b, p, end);
            int next = Wire.skip(b, p, end, tag, KEY_VALUE_DEPTH);
            if (tag == VALUE) {
                readValue(b, Wire.afterVarint(b, p, end), next, value, true);
            }
            p = next;
        }
    }

    /** Merges one {@code AnyValue} into {@code into}. */
    private void readValue(byte[] b, int p, int end, Member into, boolean outermost)
            throws WireException {
        while (p < end) {
            int tag = b[p++];
            if (tag < 0) {
                tag = Wire.longTag(b, p - 1, end);
                p = Wire.afterVarint(b, p - 1, end);
            }
            switch (tag) {
                case STRING_VALUE, ARRAY_VALUE, KEY_VALUES, BYTES_VALUE -> {
                    int length = p < end ? b[p] : -1;
                    if (length >= 0) {
                        p++;
                    } else {
                        length = Wire.longLength(b, p, end);
                        p = Wire.afterVarint(b, p, end);
                    }
                    if (length > end - p) {
                        throw WireException.cut(p);
                    }
                    if (tag == STRING_VALUE) {
                        into.set(Attributes.STRING, Attributes.slice(p, length));
                    } else if (tag == ARRAY_VALUE && outermost) {
                        readArray(b, p, p + length);
                    } else {
                        into.set(Attributes.OTHER, 0);
                    }
                    p += length;
                }
                case BOOL_VALUE -> {
                    into.set(Attributes.BOOL, Wire.varint(b, p, end) != 0 ? 1 : 0);
                    p = Wire.afterVarint(b, p, end);
                }
                case INT_VALUE -> {
                    into.set(Attributes.INT, Wire.varint(b, p, end));
                    p = Wire.afterVarint(b, p, end);
                }
                case DOUBLE_VALUE -> {
                    if (end - p < Long.BYTES) {
                        throw WireException.cut(p);
                    }
                    into.set(Attributes.DOUBLE, Wire.fixed64(b, p));
                    p += Long.BYTES;
                }
                case STRING_INDEX -> {
                    // An index into a table that only profiles carry.
                    into.set(Attributes.OTHER, 0);
                    p = Wire.afterVarint(b, p, end);
                }
                default -> p = Wire.skip(b, p, end, tag, KEY_VALUE_DEPTH + 1);
            }
        }
    }

    /** Keeps the first element of this value's arrays. */
    private void readArray(byte[] b, int p, int end) throws WireException {
        while (p < end) {
            int tag = Wire.longTag(b, p, end);
            p = Wire.afterVarint(b, p, end);
            int next = Wire.skip(b, p, end, tag, KEY_VALUE_DEPTH + 2);
            if (tag == ARRAY_ELEMENT && !hasElement) {
                hasElement = true;
                element.set(Attributes.OTHER, 0);
                readValue(b, Wire.afterVarint(b, p, end), next, element, false);
            }
            p = next;
        }
        value.type = hasElement ? element.type : Attributes.OTHER;
        value.bits = hasElement ? element.bits : 0;
        value.array = true;
    }
}
