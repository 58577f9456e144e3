/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import java.util.List;

/**
 * Which attributes a span has, as bits: one for each of the first {@value #BITS} attributes that
 * some rows ask for. The others have none, and are looked for one by one.
 */
final class Presence {
    static final int BITS = Long.SIZE;

    /** By slot; zero without one. */
    private final long[] bits;

    /** For the rows of some tables, those of the first table before those of the next. */
    Presence(int slots, List<Rules<?>> tables) {
        bits = new long[slots];
        int given = 0;
        for (Rules<?> table : tables) {
            for (Rules.Rule<?> rule : table.rules()) {
                for (Atom atom : rule.when().atoms()) {
                    int slot = slot(atom);
                    if (slot >= 0 && bits[slot] == 0 && given < BITS) {
                        bits[slot] = 1L << given++;
                    }
                }
            }
        }
    }

    /** Of a span. */
    long of(Attributes attributes) {
        long present = 0;
        for (int i = 0; i < attributes.size(); i++) {
            present |= bits[attributes.slotAt(i)];
        }
        return present;
    }

    /** The bits without which a condition cannot hold. */
    long needed(Condition when) {
        long needed = 0;
        for (Atom atom : when.atoms()) {
            needed |= atom.needs() < 0 ? 0 : bits[atom.needs()];
        }
        return needed;
    }

    /** The bits with which a condition cannot hold. */
    long barred(Condition when) {
        long barred = 0;
        for (Atom atom : when.atoms()) {
            barred |= atom instanceof Atom.Not ? bit(atom) : 0;
        }
        return barred;
    }

    /** Whether the bits say all there is to know. */
    boolean decides(Atom atom) {
        return atom instanceof Atom.Not
                ? bit(atom) != 0
                : atom instanceof Atom.Has && atom.needs() >= 0 && bits[atom.needs()] != 0;
    }

    private long bit(Atom atom) {
        int slot = slot(atom);
        return slot < 0 ? 0 : bits[slot];
    }

    /** The attribute whose presence, or absence, the test needs; negative: there is none. */
    private static int slot(Atom atom) {
        if (atom instanceof Atom.Not not) {
            return not.inner() instanceof Atom.Has ? not.inner().needs() : -1;
        }
        return atom.needs();
    }
}
