/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/**
 * Ids as everybody reads them: lower-case hex, most significant digit first. As bytes, which is
 * what a record's text fields are written from: a string would be encoded again for each of its
 * sizes and copies.
 */
final class Hex {
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Hex() {}

    static ByteString traceId(long high, long low) {
        byte[] text = new byte[32];
        write(high, text, 0);
        write(low, text, 16);
        return UnsafeByteOperations.unsafeWrap(text);
    }

    static ByteString spanId(long id) {
        byte[] text = new byte[16];
        write(id, text, 0);
        return UnsafeByteOperations.unsafeWrap(text);
    }

    /** 16 digits from a place on. */
    static void write(long value, byte[] text, int offset) {
        long rest = value;
        for (int i = offset + 15; i >= offset; i--) {
            text[i] = DIGITS[(int) rest & 0xf];
            rest >>>= 4;
        }
    }
}
