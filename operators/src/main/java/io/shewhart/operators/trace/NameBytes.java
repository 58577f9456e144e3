/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import com.google.protobuf.ByteString;

/**
 * Names as the bytes that records are written from, kept for names that come again and again: a
 * string is encoded anew for each of a record's sizes and copies. Bounded: {@value #PLACES} names,
 * a newer one takes the place of an older. What comes out never depends on what was asked before.
 */
final class NameBytes {
    private static final int PLACES = 1 << 10;

    private final String[] names = new String[PLACES];
    private final ByteString[] bytes = new ByteString[PLACES];

    /** UTF-8. */
    ByteString of(String name) {
        int hash = name.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        if (!name.equals(names[place])) {
            names[place] = name;
            bytes[place] = ByteString.copyFromUtf8(name);
        }
        return bytes[place];
    }
}
