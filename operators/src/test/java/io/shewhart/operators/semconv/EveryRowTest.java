/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.semconv.Dialects.Dialect;
import io.shewhart.operators.trace.CallFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No row is dead: for every row of a first-match table a span is made from the row's own condition,
 * and the table must answer with that row, not with one above it.
 */
class EveryRowTest {
    private static final SemanticConventions CONVENTIONS = SemanticConventions.load();

    /** A span that satisfies a condition over the wire, by the notation of the tables. */
    static Fixture satisfy(String condition) {
        String scope = "some.scope";
        String name = "some name";
        for (String atom : condition.split(" & ", -1)) {
            if (!atom.startsWith("!") && atom.startsWith("scope")) {
                scope = text(atom);
            } else if (!atom.startsWith("!") && atom.startsWith("name")) {
                name = text(atom);
            }
        }
        Fixture fixture = Fixture.span(scope, name);
        for (String atom : condition.split(" & ", -1)) {
            if (atom.startsWith("!")) {
                continue;
            }
            String value = text(atom);
            String key = atom.substring(atom.indexOf(':') + 1).split("[=^$]", 2)[0];
            if (atom.startsWith("order:")) {
                fixture.with(key.split("<", 2)[0], 1).with(key.split("<", 2)[1], 1);
            } else if (atom.startsWith("span:") && key.contains("#")) {
                String[] path = key.split("#", 2);
                fixture.with(path[0], "{\"" + path[1] + "\": 1}");
            } else if (atom.startsWith("span:")) {
                fixture.with(key, value == null ? "some text" : value);
            } else if (atom.startsWith("resource:")) {
                fixture.resource(key, value);
            } else if (atom.startsWith("event:")) {
                fixture.event(key, 100);
            } else if (atom.startsWith("kind=")) {
                fixture.kind(value);
            }
        }
        return fixture;
    }

    /** The first text an atom compares with, null when it compares with none. */
    private static String text(String atom) {
        int at = atom.indexOf('=');
        return at < 0 ? null : atom.substring(at + 1).split("\\|", 2)[0];
    }

    static Stream<Rules.Rule<Dialect>> detection() {
        return CONVENTIONS.detection.rules().stream();
    }

    @ParameterizedTest
    @MethodSource
    void detection(Rules.Rule<Dialect> rule) {
        String condition = rule.when().toString();
        Fixture fixture = satisfy(condition);
        List<Rules.Rule<Dialect>> holding = holding(CONVENTIONS.detection, fixture);
        assertThat(holding.get(0)).as("first row that holds for %s", condition).isEqualTo(rule);
    }

    static Stream<Rules.Rule<Byte>> stages() {
        return CONVENTIONS.stages.rules().stream();
    }

    @ParameterizedTest
    @MethodSource
    void stages(Rules.Rule<Byte> rule) {
        Fixture fixture = satisfy(rule.when().toString());
        if (rule.when().toString().equals("always")) {
            fixture.kind("UNSPECIFIED");
        } else if (rule.when().toString().startsWith("span:")) {
            fixture.kind("CLIENT");
        }
        assertThat(holding(CONVENTIONS.stages, fixture).get(0)).isEqualTo(rule);
    }

    static Stream<Rules.Rule<Boolean>> chunks() {
        return CONVENTIONS.chunks.rules().stream();
    }

    @ParameterizedTest
    @MethodSource
    void chunks(Rules.Rule<Boolean> rule) {
        assertThat(holding(CONVENTIONS.chunks, satisfy(rule.when().toString())).get(0))
                .isEqualTo(rule);
    }

    @Test
    void operations() {
        Set<Table.Row> seen = new HashSet<>();
        Set<Table.Row> all = new HashSet<>();
        for (int d = 0; d < CONVENTIONS.dialects.size(); d++) {
            for (Rules.Rule<Operation> rule : CONVENTIONS.operations.get(d).rules()) {
                all.add(rule.row());
                Fixture fixture = satisfy(rule.when().toString());
                if (holding(CONVENTIONS.operations.get(d), fixture).get(0).equals(rule)) {
                    seen.add(rule.row());
                }
            }
        }
        all.removeAll(seen);
        assertThat(all).as("rows that no dialect can reach").isEmpty();
    }

    @Test
    void everyDialectIsDetectedAndHasOperations() {
        Set<String> detected = new HashSet<>();
        CONVENTIONS.detection.rules().forEach(rule -> detected.add(rule.then().name()));
        for (int d = 0; d < CONVENTIONS.dialects.size(); d++) {
            assertThat(detected).contains(CONVENTIONS.dialects.get(d).name());
            assertThat(CONVENTIONS.operations.get(d).rules()).isNotEmpty();
        }
    }

    @Test
    void attributes() {
        for (Field field : Field.values()) {
            Set<Table.Row> rows = new HashSet<>();
            for (int d = 0; d < CONVENTIONS.dialects.size(); d++) {
                for (Fields.Source source : CONVENTIONS.fields.of(field, d)) {
                    rows.add(source.row());
                    assertThat(read(source, d)).as("%s", source.row()).isTrue();
                }
            }
            assertThat(rows).as("rows for %s", field).isNotEmpty();
        }
    }

    private static boolean readsItself(Fields.Source source, Fixture fixture, int dialect) {
        boolean[] readable = new boolean[1];
        onFacts(
                fixture,
                facts -> {
                    facts.dialect = dialect;
                    Cell cell = new Cell();
                    readable[0] = source.load(facts, cell) && cell.isText();
                });
        return readable[0];
    }

    private static boolean read(Fields.Source source, int dialect) {
        String text =
                switch (source.reading()) {
                    case "flag" -> "true";
                    case "count", "s", "ms" -> "1";
                    default -> "text";
                };
        String key = source.key();
        int hash = key.indexOf('#');
        Fixture fixture = satisfy(source.when() == null ? "always" : source.when().toString());
        if (key.startsWith("(")) {
            return readsItself(source, fixture, dialect);
        }
        fixture =
                hash < 0
                        ? fixture.with(key, text)
                        : fixture.with(
                                key.substring(0, hash),
                                "{\""
                                        + key.substring(hash + 1).replace("#", "\": {\"")
                                        + "\": \""
                                        + text
                                        + "\"}}");
        boolean[] readable = new boolean[1];
        onFacts(
                fixture,
                facts -> {
                    facts.dialect = dialect;
                    facts.error =
                            source.when() != null && source.when().toString().contains("error=yes");
                    Cell cell = new Cell();
                    readable[0] = source.load(facts, cell) && cell.isText();
                });
        return readable[0];
    }

    @Test
    void timesToFirstToken() {
        for (Rules.Rule<TtftSource> rule : CONVENTIONS.ttft.rules()) {
            TtftSource source = rule.then();
            Fixture fixture = satisfy(rule.when().toString());
            switch (source.where()) {
                case ATTRIBUTE -> fixture.with(source.name(), 0.25);
                case ATTRIBUTE_TIME -> fixture.with(source.name(), "2026-11-22T21:35:03.25Z");
                case EVENT_TIME -> fixture.event(source.name(), 250);
                case EVENT_ATTRIBUTE ->
                        fixture.event(rule.row().get("key").split("#", 2)[0], source.name(), 0.25);
            }
            List<TtftSource> found = new ArrayList<>();
            onFacts(
                    fixture,
                    facts -> {
                        facts.dialect = Long.numberOfTrailingZeros(source.dialects());
                        Dialect dialect = CONVENTIONS.dialects.get(facts.dialect);
                        Rules<TtftSource> rules = new DialectPlan(CONVENTIONS, dialect, facts).ttft;
                        found.add(new TtftReader().read(rules, facts, new CallFacts()));
                    });
            assertThat(found).as("%s", rule.row()).containsExactly(source);
        }
    }

    @Test
    void providersAndMissingTexts() {
        for (Table.Row row :
                Table.load("providers.tsv", "match", "value", "provider", "notes").rows()) {
            String spelling = row.get("value") + (row.get("match").equals("prefix") ? "x" : "");
            assertThat(CONVENTIONS.providers.canonical(spelling))
                    .as("%s", row)
                    .isEqualTo(row.optional("provider"));
        }
        for (Table.Row row : Table.load("missing.tsv", "field", "match", "value", "notes").rows()) {
            String field = row.get("field").equals("*") ? "provider" : row.get("field");
            assertThat(CONVENTIONS.missing.is(field, row.get("value"))).as("%s", row).isTrue();
        }
        assertThat(CONVENTIONS.missing.is("service", "unknown_service:java")).isTrue();
        assertThat(CONVENTIONS.missing.is("provider", "unknown_service")).isFalse();
    }

    @Test
    void layers() {
        for (Rules.Rule<Layer> rule : CONVENTIONS.layers.rules()) {
            assertThat(holding(CONVENTIONS.layers, rule).get(0)).isEqualTo(rule);
        }
    }

    @Test
    void corrections() {
        for (Rules.Rule<Correction> rule : CONVENTIONS.corrections.rules()) {
            assertThat(holding(CONVENTIONS.corrections, rule)).contains(rule);
        }
    }

    @Test
    void responsesApi() {
        for (Rules.Rule<Boolean> rule : CONVENTIONS.responsesApi.rules()) {
            assertThat(holding(CONVENTIONS.responsesApi, rule)).contains(rule);
        }
    }

    /** The rows that hold when what the rule asks for of derived facts is so, too. */
    private static <T> List<Rules.Rule<T>> holding(Rules<T> rules, Rules.Rule<T> rule) {
        List<Rules.Rule<T>> holding = new ArrayList<>();
        onFacts(
                satisfy(rule.when().toString()),
                facts -> {
                    for (String atom : rule.when().toString().split(" & ", -1)) {
                        derive(facts, atom.startsWith("!") ? "" : atom);
                    }
                    rules.rules().stream()
                            .filter(each -> each.when().holds(facts))
                            .forEach(holding::add);
                });
        return holding;
    }

    private static void derive(Facts facts, String atom) {
        String value = text(atom);
        switch (atom.split("=", 2)[0]) {
            case "dialect" -> facts.dialect = ordinal(value);
            case "streaming" -> facts.streaming = List.of("unknown", "no", "yes").indexOf(value);
            case "error" -> facts.error = value.equals("yes");
            case "tokens" -> facts.outputTokensKnown = value.equals("yes");
            case "begun" -> facts.begun = value.equals("yes");
            default -> {} // on the wire, or as it is by default
        }
    }

    private static int ordinal(String dialect) {
        Table.Row row = CONVENTIONS.detection.rules().get(0).row();
        return CONVENTIONS.dialects.named(dialect, row).ordinal();
    }

    private static <T> List<Rules.Rule<T>> holding(Rules<T> rules, Fixture fixture) {
        List<Rules.Rule<T>> holding = new ArrayList<>();
        onFacts(
                fixture,
                facts ->
                        rules.rules().stream()
                                .filter(rule -> rule.when().holds(facts))
                                .forEach(holding::add));
        return holding;
    }

    private static void onFacts(Fixture fixture, java.util.function.Consumer<Facts> test) {
        new io.shewhart.operators.otlp.OtlpAdapter(CONVENTIONS.names())
                .feed(
                        fixture.request(),
                        (r, s, d) -> {
                            Facts facts = new Facts();
                            facts.reset(r, s, d);
                            test.accept(facts);
                        });
    }
}
