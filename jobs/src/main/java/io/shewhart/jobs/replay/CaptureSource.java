/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.operators.flow.DecodedRecordSerializer;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.RecordDecoder;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Bounded source over recorded Kafka records, each partition a split, read in the order of the
 * capture and decoded as the Kafka source does. Positions are checkpointed: exactly-once within the
 * job.
 */
public final class CaptureSource
        implements Source<DecodedRecord, CaptureLog, List<CaptureLog>>,
                ResultTypeQueryable<DecodedRecord> {
    private static final long serialVersionUID = 1L;

    private final CaptureIndex index;
    private final RecordDecoder.Options options;

    /** The logs of an index. */
    public CaptureSource(CaptureIndex index, RecordDecoder.Options options) {
        this.index = index;
        this.options = options;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<CaptureLog, List<CaptureLog>> createEnumerator(
            SplitEnumeratorContext<CaptureLog> context) {
        return new CaptureEnumerator(context, index.logs());
    }

    @Override
    public SplitEnumerator<CaptureLog, List<CaptureLog>> restoreEnumerator(
            SplitEnumeratorContext<CaptureLog> context, List<CaptureLog> unassigned) {
        return new CaptureEnumerator(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<CaptureLog> getSplitSerializer() {
        return new CaptureLog.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<List<CaptureLog>> getEnumeratorCheckpointSerializer() {
        return new CaptureEnumerator.StateSerializer();
    }

    @Override
    public SourceReader<DecodedRecord, CaptureLog> createReader(SourceReaderContext context) {
        return new CaptureReader(context, new RecordDecoder(options));
    }

    @Override
    public TypeInformation<DecodedRecord> getProducedType() {
        return ValueTypeInformation.of(DecodedRecord.class, DecodedRecordSerializer.INSTANCE);
    }
}
