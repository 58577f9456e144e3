/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.semconv.Dialects.Dialect;
import io.shewhart.operators.semconv.Fields.Source;
import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import java.util.Locale;

/** Reads what a candidate span says about its call. Not thread-safe. */
final class CallReader {
    private static final int END_EARLY = 1 << QualityFlag.QUALITY_FLAG_END_EARLY_VALUE;

    private final SemanticConventions conventions;
    private final Interner interner;
    private final TokenReader tokens;
    private final TtftReader ttft;
    private final Memo providers;
    private final Memo finishReasons = new Memo(reason -> reason.toLowerCase(Locale.ROOT));
    private final Cell cell = new Cell();

    CallReader(SemanticConventions conventions, Interner interner) {
        this.conventions = conventions;
        this.interner = interner;
        providers = new Memo(conventions.providers::canonical);
        tokens = new TokenReader(conventions.fields);
        ttft = new TtftReader();
    }

    /** Fills {@code out.call} and sets flags; the facts know error and dialect already. */
    void read(Facts facts, DialectPlan plan, Operation operation, String scope, SpanRecord out) {
        Dialect dialect = plan.dialect;
        CallFacts call = out.call;
        facts.embedding = operation.embedding();
        call.embedding = operation.embedding();
        call.operation = operation.name();
        call.dialect = dialect.name();
        call.vantage = dialect.vantageOf(out.kind);
        call.scope = scope;
        call.provider = providers.of(text(Field.PROVIDER, facts));
        call.requestModel = text(Field.REQUEST_MODEL, facts);
        call.responseModel = text(Field.RESPONSE_MODEL, facts);
        call.responseId = text(Field.RESPONSE_ID, facts);
        call.finishReason = finishReasons.of(text(Field.FINISH_REASON, facts));
        call.queueNanos = nanos(Field.QUEUE, facts);
        call.prefillNanos = nanos(Field.PREFILL, facts);
        call.decodeNanos = nanos(Field.DECODE, facts);
        if (facts.error) {
            call.errorType = conventions.errors.type(facts, interner);
        }
        out.flags |= tokens.read(facts, dialect, call);
        TtftSource first = ttft.read(plan.ttft, facts, call);
        facts.streaming = streaming(facts, first);
        facts.outputTokensKnown = call.outputTokens != CallFacts.UNKNOWN;
        facts.finishKnown = call.finishReason != null;
        facts.begun = call.responseId != null || first != null;
        facts.responsesApi = plan.responsesApi.first(facts) != null;
        for (int i = 0; i < plan.corrections.size(); i++) {
            Rules.Rule<Correction> rule = plan.corrections.get(i);
            if (rule.when().holds(facts)) {
                rule.then().apply(facts, call);
                out.flags |= rule.then() == Correction.END_EARLY ? END_EARLY : 0;
            }
        }
        out.error = facts.error;
        boolean durationKnown = facts.span.endTimeUnixNano >= facts.span.startTimeUnixNano;
        out.flags |= ttft.check(first, facts, call, durationKnown);
        call.streaming = (byte) (facts.streaming - 1);
        Layer layer = plan.layers.first(facts);
        call.layerPriority = layer.priority();
        call.companion = layer.companion();
    }

    private int streaming(Facts facts, TtftSource first) {
        for (Source source : conventions.fields.of(Field.STREAMING, facts.dialect)) {
            if (source.load(facts, cell) && cell.flag() != Facts.UNKNOWN) {
                return cell.flag();
            }
        }
        boolean implied = first != null && first.streaming() == TtftSource.Streaming.IMPLIES;
        return implied ? Facts.YES : Facts.UNKNOWN;
    }

    private String text(Field field, Facts facts) {
        for (Source source : conventions.fields.of(field, facts.dialect)) {
            if (!source.load(facts, cell)) {
                continue;
            }
            switch (source.reading()) {
                case "list" -> cell.firstOfList();
                case "prefix" -> cell.before('/');
                case "rest" -> cell.behind(' ', false);
                case "last" -> cell.behind('.', true);
                default -> {}
            }
            cell.unquote();
            if (cell.isText()) {
                String text =
                        source.reading().equals("id")
                                ? Interner.once(cell.bytes(), cell.offset(), cell.length())
                                : interner.intern(cell.bytes(), cell.offset(), cell.length());
                if (!conventions.missing.is(field.column(), text)) {
                    return text;
                }
            }
        }
        return null;
    }

    private long nanos(Field field, Facts facts) {
        for (Source source : conventions.fields.of(field, facts.dialect)) {
            if (source.load(facts, cell)) {
                boolean text = source.reading().equals("duration");
                long nanos = text ? cell.duration() : cell.nanos(source.nanosPerUnit());
                if (nanos >= 0) {
                    return nanos;
                }
            }
        }
        return CallFacts.UNKNOWN;
    }
}
