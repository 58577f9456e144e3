/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;

/**
 * Which attributes a span has, as bits: one for each attribute without which some row of the tables
 * cannot hold that every span is asked.
 */
final class Presence {
    /** By slot; zero without one. */
    private final long[] bits;

    /**
     * For the rows of some tables.
     *
     * @param slots of the attributes of spans
     * @throws IllegalStateException when there are more attributes than bits
     */
    Presence(int slots, Rules<?>... tables) {
        bits = new long[slots];
        int given = 0;
        for (Rules<?> table : tables) {
            for (Rules.Rule<?> rule : table.rules()) {
                for (Atom atom : rule.when().atoms()) {
                    if (atom.needs() >= 0 && bits[atom.needs()] == 0) {
                        if (given == Long.SIZE) {
                            throw new IllegalStateException("more than 64 attributes");
                        }
                        bits[atom.needs()] = 1L << given++;
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

    /** The bits without which a condition of these tables cannot hold. */
    long needed(Condition when) {
        long needed = 0;
        for (Atom atom : when.atoms()) {
            needed |= atom.needs() < 0 ? 0 : bits[atom.needs()];
        }
        return needed;
    }
}
