/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.ingest.AdmissionClock;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.schemas.v1.LateSpan;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stamps every span group with {@code admitted} in the order its partition is read. Runs chained to
 * the source, before any shuffle.
 *
 * <p>Promised with every watermark W that leaves here: what comes later is stamped {@code admitted
 * >= W}, from a partition that appeared meanwhile too, and after a restore.
 *
 * <p>State {@code maxima}, union list of (log, highest event time): every subtask restores all of
 * them, since splits may move; the highest of a log is the newest. Entries of logs read elsewhere
 * stay and do no harm. State {@code watermarks}, union list of each subtask's watermark in
 * milliseconds: the lowest is what the operators behind had come to.
 */
public final class AdmissionOperator extends CountingOperator<SpanGroup>
        implements OneInputStreamOperator<DecodedRecord, SpanGroup> {
    private static final long serialVersionUID = 1L;

    private final long boundNanos;
    private transient AdmissionClock clock;
    private transient ListState<Tuple2<String, Long>> maxima;
    private transient ListState<Long> watermarks;
    private transient long watermark;
    private transient StreamRecord<SpanGroup> reuse;

    public AdmissionOperator(long boundNanos) {
        super(MetricScope.SOURCE);
        this.boundNanos = boundNanos;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        clock = new AdmissionClock(boundNanos);
        maxima =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "maxima", Types.TUPLE(Types.STRING, Types.LONG)));
        for (Tuple2<String, Long> entry : maxima.get()) {
            clock.restore(entry.f0, entry.f1);
        }
        watermarks =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("watermarks", Types.LONG));
        watermark = Long.MIN_VALUE;
        long lowest = Long.MAX_VALUE;
        for (long restored : watermarks.get()) {
            lowest = Math.min(lowest, restored);
        }
        if (lowest != Long.MAX_VALUE) {
            clock.raiseFloor(Instants.ofWatermark(lowest));
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        reuse = new StreamRecord<>(null);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        maxima.clear();
        for (Map.Entry<String, Long> entry : clock.maxima().entrySet()) {
            maxima.add(Tuple2.of(entry.getKey(), entry.getValue()));
        }
        watermarks.update(List.of(watermark));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The end of input is no time: a job that was drained may be started again.
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            watermark = mark.getTimestamp();
            clock.raiseFloor(Instants.ofWatermark(watermark));
        }
        super.processWatermark(mark);
    }

    @Override
    public void processElement(StreamRecord<DecodedRecord> element) {
        DecodedRecord r = element.getValue();
        long admitted = clock.admit(r.log, r.maxEventUnixNano);
        for (SpanGroup g : r.groups) {
            reuse.replace(
                    new SpanGroup(
                            g.traceIdHigh, g.traceIdLow, admitted, g.topic, g.partition, g.spans));
            output.collect(reuse);
        }
        for (LateSpan span : r.invalid) {
            side(Outputs.LATE_SPANS, span);
        }
        if (r.deadLetter != null) {
            side(Outputs.DEAD_LETTERS, r.deadLetter);
        }
        count(r);
    }

    private void count(DecodedRecord r) {
        Tally tally = tally();
        if (r.kind == DecodedRecord.Kind.SKIPPED) {
            tally.add(SourceMetric.RECORDS_SKIPPED, 1);
            return;
        }
        if (r.kind == DecodedRecord.Kind.SILENCE) {
            tally.add(SourceMetric.SILENCES, 1);
            return;
        }
        tally.add(SourceMetric.RECORDS, 1);
        tally.add(SourceMetric.SPANS, r.spans);
        tally.add(SourceMetric.CHUNK_SPANS, r.chunkSpans);
        tally.add(SourceMetric.SPANS_CLAMPED, r.clampedSpans);
        tally.add(SourceMetric.SPANS_CLOCK_BEHIND, r.behindSpans);
        tally.add(SourceMetric.SPANS_ENDING_BEFORE_START, r.reversedSpans);
        tally.add(SourceMetric.SPANS_WITH_INVALID_IDS, r.invalid.size());
        tally.add(SourceMetric.GROUPS, r.groups.size());
        if (r.deadLetter != null) {
            tally.add(SourceMetric.DEAD_LETTERS, 1);
        }
        if (r.spans == 0 && r.deadLetter == null) {
            tally.add(SourceMetric.EMPTY_RECORDS, 1);
        }
    }
}
