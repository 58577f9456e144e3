/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * Attributes of the span without which it cannot hold: most conditions fail for want of one.
     */
    private final int[] needed;

    private Condition(Atom[] atoms, String text) {
        this.atoms = atoms;
        this.text = text;
        needed = Arrays.stream(atoms).mapToInt(Atom::needs).filter(slot -> slot >= 0).toArray();
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
            Atom atom =
                    new AtomParser(row, names, dialects, m.group(3), m.group(4)).atom(m.group(2));
            atoms.add(m.group(1).isEmpty() ? atom : new Atom.Not(atom));
        }
        return new Condition(atoms.toArray(new Atom[0]), text);
    }

    boolean holds(Facts facts) {
        for (int slot : needed) {
            if (!facts.attributes.has(slot)) {
                return false;
            }
        }
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

    /** What is left to ask of spans that have every attribute that the condition needs. */
    Condition withoutPresence() {
        Atom[] left =
                Arrays.stream(atoms)
                        .filter(atom -> !(atom instanceof Atom.Has && atom.needs() >= 0))
                        .toArray(Atom[]::new);
        return new Condition(left, text);
    }

    /** The tests, for readers that index conditions. */
    List<Atom> atoms() {
        return List.of(atoms);
    }

    @Override
    public String toString() {
        return text;
    }
}
