/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the compact binary form of a state: variable-length integers, raw IEEE bits. */
public final class StateWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    public void bool(boolean value) {
        out.write(value ? 1 : 0);
    }

    public void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    public void real(double value) {
        raw(Double.doubleToLongBits(value), 8);
    }

    public void single(float value) {
        raw(Float.floatToIntBits(value), 4);
    }

    public void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void raw(long bits, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
    }
}
