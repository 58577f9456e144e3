/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.List;
import java.util.Locale;

/** What a condition can ask for a word out of a fixed set; answers with the word's index. */
enum Subject {
    KIND("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER") {
        @Override
        int of(Facts facts) {
            return facts.span.kind;
        }
    },
    STATUS("UNSET", "OK", "ERROR") {
        @Override
        int of(Facts facts) {
            return facts.span.statusCode;
        }
    },
    CLASS("generation", "embedding") {
        @Override
        int of(Facts facts) {
            return facts.embedding ? 1 : 0;
        }
    },
    STREAMING("unknown", "no", "yes") {
        @Override
        int of(Facts facts) {
            return facts.streaming;
        }
    },
    ERROR("no", "yes") {
        @Override
        int of(Facts facts) {
            return facts.error ? 1 : 0;
        }
    },
    TOKENS("no", "yes") {
        @Override
        int of(Facts facts) {
            return facts.outputTokensKnown ? 1 : 0;
        }
    },
    FINISH("no", "yes") {
        @Override
        int of(Facts facts) {
            return facts.finishKnown ? 1 : 0;
        }
    },
    BEGUN("no", "yes") {
        @Override
        int of(Facts facts) {
            return facts.begun ? 1 : 0;
        }
    },
    API("other", "responses") {
        @Override
        int of(Facts facts) {
            return facts.responsesApi ? 1 : 0;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> words;

    Subject(String... words) {
        this.words = List.of(words);
    }

    /** Index of the word that holds; an index without a word when the wire held nonsense. */
    abstract int of(Facts facts);

    List<String> words() {
        return words;
    }

    /** The subject of this name in a table, or null. */
    static Subject named(String name) {
        for (Subject subject : values()) {
            if (subject.name().toLowerCase(Locale.ROOT).equals(name)) {
                return subject;
            }
        }
        return null;
    }
}
