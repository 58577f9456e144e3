/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import java.nio.charset.StandardCharsets;

/** One test of a condition; stateless, allocates nothing. */
sealed interface Atom {
    boolean holds(Facts facts);

    /** What the answer depends on, when it is the same for many spans; else null. */
    default Known dependsOn() {
        return null;
    }

    /** The attribute of the span without which it cannot hold; negative: there is none. */
    default int needs() {
        return -1;
    }

    /** Always holds. */
    record Always() implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return true;
        }

        @Override
        public Known dependsOn() {
            return Known.NOTHING;
        }
    }

    /** The inner test does not hold. */
    record Not(Atom inner) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return !inner.holds(facts);
        }

        @Override
        public Known dependsOn() {
            return inner.dependsOn();
        }
    }

    /** A word out of a fixed set: bit i of the mask set, word i passes. */
    record Word(Subject subject, long mask) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            int word = subject.of(facts);
            return word >= 0 && word < Long.SIZE && (mask >>> word & 1) != 0;
        }

        @Override
        public Known dependsOn() {
            return subject == Subject.KIND ? Known.KIND : null;
        }
    }

    /** The span's dialect is one of these; bit i for the dialect of ordinal i. */
    record DialectIs(long mask) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return facts.dialect >= 0 && (mask >>> facts.dialect & 1) != 0;
        }

        @Override
        public Known dependsOn() {
            return Known.DIALECT;
        }
    }

    /** The scope's name. */
    record ScopeText(TextMatcher matcher) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return matcher.matches(
                    facts.scope.text(), facts.scope.nameOffset(), facts.scope.nameLength());
        }

        @Override
        public Known dependsOn() {
            return Known.SCOPE;
        }
    }

    /** The span's name. */
    record NameText(TextMatcher matcher) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return matcher.matches(
                    facts.attributes.text(), facts.span.nameOffset, facts.span.nameLength);
        }
    }

    /** At least one event of this name. */
    record HasEvent(int slot) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return facts.span.eventCount(slot) > 0;
        }
    }

    /** The attribute is there, whatever it holds. */
    record Has(boolean onResource, int slot) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            return (onResource ? facts.resource.attributes() : facts.attributes).has(slot);
        }

        @Override
        public int needs() {
            return onResource ? -1 : slot;
        }
    }

    /** The attribute's text; booleans read as true and false, whole numbers are compared whole. */
    record Value(boolean onResource, int slot, TextMatcher matcher) implements Atom {
        private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

        @Override
        public boolean holds(Facts facts) {
            Attributes a = onResource ? facts.resource.attributes() : facts.attributes;
            return switch (a.type(slot)) {
                case Attributes.STRING ->
                        matcher.matches(a.text(), a.textOffset(slot), a.textLength(slot));
                case Attributes.BOOL -> {
                    byte[] word = a.longValue(slot) != 0 ? TRUE : FALSE;
                    yield matcher.matches(word, 0, word.length);
                }
                case Attributes.INT -> matcher.matchesNumber(a.longValue(slot));
                default -> false;
            };
        }

        @Override
        public int needs() {
            return onResource ? -1 : slot;
        }
    }

    /** The attribute holds, as text, a JSON object that has this member. */
    record HasMember(int slot, JsonMember member) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            Attributes a = facts.attributes;
            return a.type(slot) == Attributes.STRING
                    && member.find(a.text(), a.textOffset(slot), a.textLength(slot)) >= 0;
        }

        @Override
        public int needs() {
            return slot;
        }
    }

    /** Both attributes are there, the first before the second. */
    record Order(int first, int second) implements Atom {
        @Override
        public boolean holds(Facts facts) {
            boolean seen = false;
            for (int i = 0; i < facts.attributes.size(); i++) {
                int slot = facts.attributes.slotAt(i);
                if (slot == first) {
                    seen = true;
                } else if (slot == second) {
                    return seen;
                }
            }
            return false;
        }
    }
}
