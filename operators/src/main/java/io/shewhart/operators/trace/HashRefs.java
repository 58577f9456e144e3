/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes hashes of names so that each stands once per message: zero is a byte, the first use a byte
 * and the hash, every further use its number. A trace knows few scopes and models, so they are
 * searched one by one; beyond {@link #MAX} they are written in full.
 */
final class HashRefs {
    private static final int MAX = 100;

    private final List<Integer> known = new ArrayList<>();

    void clear() {
        known.clear();
    }

    void write(ByteWriter out, int hash) {
        int at = hash == 0 ? -1 : known.indexOf(hash);
        if (hash == 0 || at >= 0) {
            out.writeByte(at + 1);
            return;
        }
        out.writeByte(known.size() + 1);
        out.writeFixedInt(hash);
        if (known.size() < MAX) {
            known.add(hash);
        }
    }

    int read(ByteReader in) {
        int reference = in.readByte();
        if (reference == 0) {
            return 0;
        }
        if (reference <= known.size()) {
            return known.get(reference - 1);
        }
        int hash = in.readFixedInt();
        if (known.size() < MAX) {
            known.add(hash);
        }
        return hash;
    }
}
