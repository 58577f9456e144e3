/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.influx.PointLines;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/** Records as lines, one encoder for each subtask. Counts the numbers left out. */
final class LineConverter<T> implements ElementConverter<T, byte[]> {
    private static final long serialVersionUID = 1L;

    private final PointEncoder<T> encoder;
    private transient PointLines lines;

    LineConverter(PointEncoder<T> encoder) {
        this.encoder = encoder;
    }

    @Override
    public void open(WriterInitContext context) {
        PointLines opened = new PointLines();
        lines = opened;
        InfluxMetrics.group(context.metricGroup())
                .gauge(InfluxMetric.NON_FINITE.metricName(), opened::nonFinite);
    }

    @Override
    public byte[] apply(T element, SinkWriter.Context context) {
        return encoder.encode(lines, element);
    }
}
