/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * The values of the attributes that some rule names, one slot per name of a {@link NameTable};
 * reused between spans.
 *
 * <p>When a key stands more than once on a message, the last value wins, as in a map. An array is
 * represented by its first element ({@link #isArray}); maps, bytes and empty values take the slot
 * with type {@link #OTHER}. Text is a slice of {@link #text()}, valid only until the next span.
 */
public final class Attributes {
    public static final byte NONE = 0;
    public static final byte STRING = 1;
    public static final byte BOOL = 2;
    public static final byte INT = 3;
    public static final byte DOUBLE = 4;
    public static final byte OTHER = 5;

    /** Added to the type of the first element of an array. */
    private static final byte ARRAY = 0x10;

    private static final byte TYPE = 0x0F;

    /** Type by slot, with the array mark. */
    private final byte[] types;

    private final long[] bits;
    private final int[] present;
    private int presentCount;
    private byte[] text = new byte[0];

    public Attributes(int slots) {
        types = new byte[slots];
        bits = new long[slots];
        present = new int[slots];
    }

    /** Type of the value in a slot, {@link #NONE} when absent. */
    public byte type(int slot) {
        return (byte) (types[slot] & TYPE);
    }

    /** Whether the slot holds anything. */
    public boolean has(int slot) {
        return types[slot] != NONE;
    }

    /** Whether the value is the first element of an array. */
    public boolean isArray(int slot) {
        return (types[slot] & ARRAY) != 0;
    }

    /** The value of an {@link #INT} slot; 0 or 1 for {@link #BOOL}. */
    public long longValue(int slot) {
        return bits[slot];
    }

    /** The value of a {@link #DOUBLE} slot. */
    public double doubleValue(int slot) {
        return Double.longBitsToDouble(bits[slot]);
    }

    /** Bytes that text slices point into. */
    public byte[] text() {
        return text;
    }

    /** Offset of a {@link #STRING} slot's UTF-8 bytes in {@link #text()}. */
    public int textOffset(int slot) {
        return (int) (bits[slot] >>> 32);
    }

    /** Length in bytes of a {@link #STRING} slot's text. */
    public int textLength(int slot) {
        return (int) bits[slot];
    }

    /**
     * Number of occupied slots; together with {@link #slotAt} the way to visit only what is there.
     */
    public int size() {
        return presentCount;
    }

    /** The i-th occupied slot, in order of first appearance. */
    public int slotAt(int i) {
        return present[i];
    }

    void clear(byte[] newText) {
        for (int i = 0; i < presentCount; i++) {
            types[present[i]] = NONE;
        }
        presentCount = 0;
        text = newText;
    }

    /** Replaces the text base after it grew; offsets stay valid. */
    void rebase(byte[] newText) {
        text = newText;
    }

    void put(int slot, byte type, long value, boolean array) {
        if (types[slot] == NONE) {
            present[presentCount++] = slot;
        }
        types[slot] = array ? (byte) (type | ARRAY) : type;
        bits[slot] = value;
    }

    /** A slice of the text as the value of a {@link #STRING} slot. */
    static long slice(int offset, int length) {
        return (long) offset << 32 | length;
    }

    void putText(int slot, int offset, int length, boolean array) {
        put(slot, STRING, slice(offset, length), array);
    }

    /** Takes what {@code other}, over the same text, has in slots that are still empty here. */
    void putAbsent(Attributes other) {
        for (int i = 0; i < other.presentCount; i++) {
            int slot = other.present[i];
            if (types[slot] == NONE) {
                put(slot, other.type(slot), other.bits[slot], other.isArray(slot));
            }
        }
    }
}
