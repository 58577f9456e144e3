/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conjunction of tests in the notation that the tables' headers explain. Parsing registers every
 * name it mentions and throws {@link TableException} at the first word it does not know; asking
 * allocates nothing.
 */
final class Condition {
    private static final Pattern ATOM = Pattern.compile("(!?)([^=^$]+)(?:(=|\\^=|\\$=)(.+))?");

    private final Atom[] atoms;
    private final String text;

    private Condition(Atom[] atoms, String text) {
        this.atoms = atoms;
        this.text = text;
    }

    /** Parses a cell; null stands for what always holds. */
    static Condition parse(String cell, Table.Row row, Names names, Dialects dialects) {
        String text = cell == null ? "always" : cell;
        List<Atom> atoms = new ArrayList<>();
        for (String part : text.split(" & ", -1)) {
            Matcher m = ATOM.matcher(part);
            if (!m.matches()) {
                throw row.wrong("cannot read the condition \"" + part + "\"");
            }
            Atom atom = new Parser(row, names, dialects, m.group(3), m.group(4)).atom(m.group(2));
            atoms.add(m.group(1).isEmpty() ? atom : new Atom.Not(atom));
        }
        return new Condition(atoms.toArray(new Atom[0]), text);
    }

    boolean holds(Facts facts) {
        for (Atom atom : atoms) {
            if (!atom.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is left to ask when everything in {@code known} is as in these facts: null when the
     * condition cannot hold then.
     */
    Condition given(Facts facts, Set<Known> known) {
        List<Atom> left = new ArrayList<>();
        for (Atom atom : atoms) {
            if (!known.contains(atom.dependsOn())) {
                left.add(atom);
            } else if (!atom.holds(facts)) {
                return null;
            }
        }
        return new Condition(left.toArray(new Atom[0]), text);
    }

    /** The tests, for readers that index conditions. */
    List<Atom> atoms() {
        return List.of(atoms);
    }

    @Override
    public String toString() {
        return text;
    }

    private record Parser(
            Table.Row row, Names names, Dialects dialects, String operator, String values) {

        Atom atom(String subject) {
            int colon = subject.indexOf(':');
            if (colon > 0) {
                return named(subject.substring(0, colon), subject.substring(colon + 1));
            }
            Subject word = Subject.named(subject);
            if (word != null) {
                long mask = 0;
                for (String value : alternatives()) {
                    mask |= 1L << index(word.words(), value);
                }
                return new Atom.Word(word, mask);
            }
            return switch (subject) {
                case "always" -> bare(new Atom.Always());
                case "scope" -> new Atom.ScopeText(matcher());
                case "name" -> new Atom.NameText(matcher());
                case "dialect" -> new Atom.DialectIs(dialects.mask(alternatives(), row));
                default -> throw row.wrong("unknown subject \"" + subject + "\"");
            };
        }

        private Atom named(String subject, String key) {
            if (key.isBlank() || (!subject.equals("event") && key.contains(" "))) {
                throw row.wrong("\"" + key + "\" is no key");
            }
            return switch (subject) {
                case "span" -> span(key);
                case "resource" -> attribute(true, names.resource(key));
                case "event" -> bare(new Atom.HasEvent(names.event(key)));
                case "order" -> order(key.split("<", -1));
                default -> throw row.wrong("unknown subject \"" + subject + "\"");
            };
        }

        private Atom span(String key) {
            int hash = key.indexOf('#');
            if (hash < 0) {
                return attribute(false, names.span(key));
            }
            JsonMember member = new JsonMember(key.substring(hash + 1));
            return bare(new Atom.HasMember(names.span(key.substring(0, hash)), member));
        }

        private Atom order(String[] keys) {
            if (keys.length != 2) {
                throw row.wrong("order needs two keys, FIRST<SECOND");
            }
            return bare(new Atom.Order(names.span(keys[0]), names.span(keys[1])));
        }

        private Atom attribute(boolean onResource, int slot) {
            return operator == null
                    ? new Atom.Has(onResource, slot)
                    : new Atom.Value(onResource, slot, matcher());
        }

        private Atom bare(Atom atom) {
            if (operator != null) {
                throw row.wrong("nothing can be compared with \"" + values + "\" here");
            }
            return atom;
        }

        private TextMatcher matcher() {
            for (TextMatcher.Mode mode : TextMatcher.Mode.values()) {
                if (mode.operator.equals(operator)) {
                    return new TextMatcher(mode, List.of(values.split("\\|", -1)));
                }
            }
            throw row.wrong("a text is missing to compare with");
        }

        private List<String> alternatives() {
            if (!"=".equals(operator)) {
                throw row.wrong("only = can be used with a word");
            }
            return List.of(values.split("\\|", -1));
        }

        private int index(List<String> words, String value) {
            int i = words.indexOf(value);
            if (i < 0) {
                throw row.wrong("\"" + value + "\" is none of " + words);
            }
            return i;
        }
    }
}
