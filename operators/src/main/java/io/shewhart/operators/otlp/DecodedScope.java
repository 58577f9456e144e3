/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/** The instrumentation scope of the spans that follow; reused, valid until the next scope. */
public final class DecodedScope {
    private byte[] text = new byte[0];
    private int nameOffset;
    private int nameLength;
    private long ordinal;

    /** Bytes that the name points into. */
    public byte[] text() {
        return text;
    }

    /** Offset of the scope name's UTF-8 bytes in {@link #text()}. */
    public int nameOffset() {
        return nameOffset;
    }

    /** Length in bytes of the scope name; 0 when there is none. */
    public int nameLength() {
        return nameLength;
    }

    /** Changes with every scope read by one decoder. */
    public long ordinal() {
        return ordinal;
    }

    void set(byte[] newText, int offset, int length) {
        text = newText;
        nameOffset = offset;
        nameLength = length;
        ordinal++;
    }
}
