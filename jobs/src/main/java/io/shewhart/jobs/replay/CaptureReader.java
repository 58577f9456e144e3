/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.RecordDecoder;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Reads the logs of one subtask; decodes on the task's thread. */
@SuppressWarnings("try") // the base class closes its fetcher threads and may be interrupted there
final class CaptureReader
        extends SingleThreadMultiplexSourceReaderBase<
                CaptureRecord, DecodedRecord, CaptureLog, CaptureReader.Position> {

    CaptureReader(SourceReaderContext context, RecordDecoder decoder) {
        super(CaptureSplitReader::new, new Emitter(decoder), context.getConfiguration(), context);
    }

    @Override
    protected void onSplitFinished(Map<String, Position> finished) {
        // The enumerator has handed out everything there is.
    }

    @Override
    protected Position initializedState(CaptureLog split) {
        return new Position(split);
    }

    @Override
    protected CaptureLog toSplitType(String splitId, Position state) {
        return state.log.at(state.consumed);
    }

    /** How much of a log was emitted. */
    static final class Position {
        private final CaptureLog log;
        private long consumed;

        private Position(CaptureLog log) {
            this.log = log;
            consumed = log.position();
        }
    }

    private record Emitter(RecordDecoder decoder)
            implements RecordEmitter<CaptureRecord, DecodedRecord, Position> {
        @Override
        public void emitRecord(
                CaptureRecord record, SourceOutput<DecodedRecord> output, Position position)
                throws IOException {
            output.collect(
                    decoder.decode(
                            position.log.name(),
                            record.topic,
                            record.partition,
                            record.offset,
                            record.timestampMillis,
                            record.value()),
                    record.timestampMillis);
            position.consumed++;
        }
    }
}
