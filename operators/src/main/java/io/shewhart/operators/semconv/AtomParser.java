/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.List;

/**
 * Reads one test of a condition, split into subject and what it is compared with (both null when
 * with nothing).
 */
record AtomParser(Table.Row row, Names names, Dialects dialects, String operator, String values) {

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
