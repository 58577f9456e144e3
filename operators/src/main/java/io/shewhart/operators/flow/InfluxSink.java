/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.InfluxStore;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes records as points to a store with InfluxDB's write API v2, at least once. A point that is
 * written again overwrites itself, so that in effect every point is there once.
 *
 * <p>A store that is down, slow or wrongly configured stops nothing: checkpoints do not wait for it
 * and hold what it has not taken; records are taken until the buffer is full, then comes back
 * pressure. Nothing fails because of a store, and no point is lost when it returns. Points that it
 * refuses are counted and kept, see {@link io.shewhart.operators.influx.WriteLoop}.
 *
 * <p>Each subtask has one request under way and keeps the order of its records: partition the
 * stream by series. State: {@link LineStateSerializer}.
 *
 * @param <T> type of the records
 */
public final class InfluxSink<T> extends AsyncSinkBase<T, byte[]> {
    private static final long serialVersionUID = 1L;

    private static final int ONE_IN_FLIGHT = 1;

    private final InfluxSettings settings;

    public InfluxSink(PointEncoder<T> encoder, InfluxSettings settings) {
        super(
                new LineConverter<>(encoder),
                settings.limits().batchLines(),
                ONE_IN_FLIGHT,
                Integer.MAX_VALUE, // bounded in bytes
                settings.limits().batchBytes(),
                settings.limits().flushMillis(),
                settings.limits().batchBytes());
        this.settings = settings;
    }

    @Override
    public StatefulSinkWriter<T, BufferedRequestState<byte[]>> createWriter(
            WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, BufferedRequestState<byte[]>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<byte[]>> states) {
        LineConverter<T> converter = (LineConverter<T>) getElementConverter();
        converter.open(context);
        InfluxSinkWriter<T> writer =
                new InfluxSinkWriter<>(converter, context, settings, new InfluxStore(settings));
        writer.restore(states);
        return writer;
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<byte[]>> getWriterStateSerializer() {
        return new LineStateSerializer();
    }
}
