/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.DecoderNames;
import io.shewhart.operators.semconv.Dialects.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rule tables, read and checked: how every known emitter reports model calls, and the names
 * that have to be decoded for it. Immutable and shared by all subtasks.
 *
 * <p>A table that cannot be used makes {@link #load} throw {@link TableException}, which names the
 * file and the line.
 */
public final class SemanticConventions {
    private final DecoderNames names;
    final Dialects dialects;
    final Rules<Dialect> detection;
    final List<Rules<Operation>> operations;
    final Fields fields;
    final Rules<TtftSource> ttft;
    final Rules<Boolean> responsesApi;
    final Rules<Layer> layers;
    final Rules<Correction> corrections;
    final Rules<Byte> stages;
    final Rules<Boolean> chunks;
    final Errors errors;
    final Missing missing;
    final Resources resources;
    final Providers providers;

    /** Of what a {@link ScopePlan} asks for. */
    final Presence presence;

    /** The conventions of this build; read once. */
    public static SemanticConventions load() {
        return Holder.INSTANCE;
    }

    private static final class Holder {
        static final SemanticConventions INSTANCE = new SemanticConventions();
    }

    private SemanticConventions() {
        Names n = new Names();
        dialects = new Dialects(Table.load("dialects.tsv", "dialect", "vantage", "cache", "notes"));
        Dialects d = dialects;
        detection =
                Rules.read(
                        Table.load("detection.tsv", "when", "dialect", "notes"),
                        n,
                        d,
                        row -> d.named(row.get("dialect"), row));
        operations = operations(n);
        fields =
                new Fields(
                        Table.load(
                                "attributes.tsv",
                                "field",
                                "dialects",
                                "when",
                                "key",
                                "read",
                                "notes"),
                        n,
                        d);
        ttft =
                Rules.read(
                        Table.load(
                                "ttft.tsv",
                                "dialects",
                                "when",
                                "where",
                                "key",
                                "unit",
                                "since",
                                "responses",
                                "streaming",
                                "notes"),
                        n,
                        d,
                        row -> TtftSource.of(row, n, d));
        responsesApi =
                Rules.read(
                        Table.load("responses-api.tsv", "when", "notes"),
                        n,
                        d,
                        row -> Boolean.TRUE);
        layers =
                Rules.read(
                                Table.load("layers.tsv", "when", "priority", "companion", "notes"),
                                n,
                                d,
                                Layer::of)
                        .total();
        corrections =
                Rules.read(
                        Table.load("corrections.tsv", "when", "set", "notes"),
                        n,
                        d,
                        Correction::of);
        stages =
                Rules.read(
                                Table.load("stages.tsv", "when", "stage", "notes"),
                                n,
                                d,
                                Operation::stage)
                        .total();
        chunks =
                Rules.read(
                        Table.load("chunks.tsv", "when", "body", "notes"),
                        n,
                        d,
                        row -> row.oneOf("body", Set.of("yes", "no")).equals("yes"));
        errors = new Errors(Table.load("errors.tsv", "where", "key", "read", "fails", "notes"), n);
        missing = new Missing(Table.load("missing.tsv", "field", "match", "value", "notes"));
        resources =
                new Resources(
                        Table.load("resources.tsv", "field", "where", "key", "notes"), n, missing);
        providers =
                new Providers(Table.load("providers.tsv", "match", "value", "provider", "notes"));
        names = n.build();
        presence = new Presence(names.spanAttributes().size(), chunks, detection, stages);
    }

    /** The rows of {@code operations.tsv} for each dialect, by its ordinal. */
    private List<Rules<Operation>> operations(Names n) {
        Table table =
                Table.load(
                        "operations.tsv",
                        "dialects",
                        "when",
                        "operation",
                        "class",
                        "stage",
                        "notes");
        Rules<Operation> all = Rules.read(table, n, dialects, Operation::of);
        List<Rules<Operation>> byDialect = new ArrayList<>();
        for (int i = 0; i < dialects.size(); i++) {
            long bit = 1L << i;
            byDialect.add(all.only(rule -> (dialects.mask(rule.row(), "dialects") & bit) != 0));
        }
        return List.copyOf(byDialect);
    }

    /** Every name that some rule mentions: what decoders have to take. */
    public DecoderNames names() {
        return names;
    }
}
