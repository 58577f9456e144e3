/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shewhart.operators.otlp.OtlpAdapter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a plan answers is what the whole tables answer, row by row. */
final class PresentRulesTest {
    private static final SemanticConventions CONVENTIONS = SemanticConventions.load();

    private static final List<String> KEYS = new ArrayList<>();

    private static final Set<String> SCOPES = new LinkedHashSet<>(List.of("some.scope", ""));
    private static final Set<String> TEXTS = new LinkedHashSet<>(List.of("some text", "true"));

    static {
        // Every name that is decoded, the scopes and texts of a plan's tables, and others.
        KEYS.addAll(CONVENTIONS.names().spanAttributes().names());
        KEYS.add("some.key");
        Stream.of(CONVENTIONS.chunks, CONVENTIONS.detection, CONVENTIONS.stages)
                .flatMap(table -> table.rules().stream())
                .flatMap(rule -> Stream.of(rule.when().toString().split(" & ", -1)))
                .filter(atom -> atom.contains("="))
                .forEach(PresentRulesTest::learn);
    }

    private static void learn(String atom) {
        Set<String> into = atom.startsWith("scope") ? SCOPES : TEXTS;
        into.addAll(List.of(atom.substring(atom.indexOf('=') + 1).split("\\|")));
    }

    @Property(tries = 3000)
    void answersAsTheTablesDo(
            @ForAll("scopes") String scope,
            @ForAll("kinds") String kind,
            @ForAll("attributes") Map<String, String> attributes) {
        Fixture fixture = Fixture.span(scope, "some name").kind(kind);
        attributes.forEach(fixture::with);
        compare(fixture);
    }

    /** Few of the spans above meet a row that asks for several things. */
    @Example
    void answersAsTheTablesDoToASpanForEachRow() {
        Stream.of(CONVENTIONS.chunks, CONVENTIONS.detection, CONVENTIONS.stages)
                .flatMap(table -> table.rules().stream())
                .forEach(rule -> compare(EveryRowTest.satisfy(rule.when().toString())));
    }

    @Example
    void answersAsTheTablesDoToSpansWithEverything() {
        for (String scope : SCOPES) {
            for (String text : TEXTS) {
                Fixture fixture = Fixture.span(scope, "some name");
                KEYS.forEach(key -> fixture.with(key, text));
                compare(fixture);
            }
        }
    }

    @Example
    void moreAttributesThanBitsAreRefused() {
        StringBuilder rows = new StringBuilder("when\n");
        Names names = new Names();
        for (int i = 0; i <= Long.SIZE; i++) {
            rows.append("span:a").append(i).append('\n');
        }
        Table table = Table.parse("t.tsv", rows.toString(), "when");
        Rules<Boolean> rules = Rules.read(table, names, CONVENTIONS.dialects, row -> true);
        assertThatThrownBy(() -> new Presence(rules.size(), rules))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("64");
    }

    private static void compare(Fixture fixture) {
        int[] asked = new int[1];
        new OtlpAdapter(CONVENTIONS.names())
                .feed(
                        fixture.request(),
                        (r, s, d) -> {
                            Facts facts = new Facts();
                            facts.reset(r, s, d);
                            ScopePlan plan = new ScopePlan(CONVENTIONS, facts);
                            long present = CONVENTIONS.presence.of(facts.attributes);
                            assertThat(plan.chunks.first(facts, present))
                                    .isEqualTo(CONVENTIONS.chunks.first(facts));
                            assertThat(plan.detection.first(facts, present))
                                    .isEqualTo(CONVENTIONS.detection.first(facts));
                            assertThat(plan.stages.first(facts, present))
                                    .isEqualTo(CONVENTIONS.stages.first(facts));
                            asked[0]++;
                        });
        assertThat(asked[0]).isEqualTo(1);
    }

    @Provide
    Arbitrary<String> scopes() {
        return Arbitraries.of(SCOPES);
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of(
                "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    }

    @Provide
    Arbitrary<Map<String, String>> attributes() {
        return Arbitraries.maps(Arbitraries.of(KEYS), Arbitraries.of(TEXTS)).ofMaxSize(12);
    }
}
