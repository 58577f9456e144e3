/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.DecodedResource;
import io.shewhart.operators.otlp.DecodedScope;
import io.shewhart.operators.otlp.DecodedSpan;
import io.shewhart.operators.semconv.Dialects.Dialect;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.Stage;

/**
 * Turns a decoded span into what trace assembly needs, in one meaning whoever emitted it. The
 * result depends on the span, its scope and its resource alone. Plain spans allocate nothing; calls
 * allocate their response id and texts not seen lately. One per subtask: not thread-safe.
 *
 * <p>Nothing a span holds makes it throw: what cannot be read is unknown.
 */
public final class SpanResolver {
    private static final int TRUNCATED = 1 << QualityFlag.QUALITY_FLAG_TRUNCATED_VALUE;
    private static final int END_BEFORE_START =
            1 << QualityFlag.QUALITY_FLAG_END_BEFORE_START_VALUE;

    private final SemanticConventions conventions;
    private final Facts facts = new Facts();
    private final Interner interner = new Interner();
    private final Plans plans;
    private final Origin origin;
    private final CallReader calls;

    public SpanResolver(SemanticConventions conventions) {
        this.conventions = conventions;
        plans = new Plans(conventions, interner);
        origin = new Origin(conventions.resources, interner);
        calls = new CallReader(conventions, interner);
    }

    /** Fills {@code out} with everything the span says; what it held before is forgotten. */
    public void resolve(DecodedResource r, DecodedScope s, DecodedSpan d, SpanRecord out) {
        out.clear();
        facts.reset(r, s, d);
        origin.read(facts, out);
        out.spanId = d.spanId;
        out.parentSpanId = d.parentSpanId;
        out.startUnixNano = d.startTimeUnixNano;
        out.endUnixNano = d.endTimeUnixNano;
        out.eventUnixNano = d.endTimeUnixNano;
        out.kind = (byte) d.kind;
        if (d.endTimeUnixNano < d.startTimeUnixNano) {
            out.flags |= END_BEFORE_START;
        }
        if (d.droppedAttributes > 0 || d.droppedEvents > 0) {
            out.flags |= TRUNCATED;
        }
        facts.error = conventions.errors.failed(facts);
        out.error = facts.error;
        ScopePlan plan = plans.of(facts);
        long present = conventions.presence.of(facts.attributes);
        Boolean chunk = plan.chunks.first(facts, present);
        if (chunk != null) {
            out.chunk = true;
            out.chunkBody = chunk;
            out.stage = Stage.STAGE_OTHER_VALUE;
            return;
        }
        Dialect dialect = plan.detection.first(facts, present);
        Operation operation = null;
        if (dialect != null) {
            facts.dialect = dialect.ordinal();
            DialectPlan in = plan.in(dialect, facts);
            operation = in.operations.first(facts);
            if (operation != null && operation.candidate()) {
                out.candidate = true;
                calls.read(facts, in, operation, plans.scopeName(), out);
            }
        }
        out.stage =
                operation != null && operation.stage() != 0
                        ? operation.stage()
                        : plan.stages.first(facts, present);
    }
}
