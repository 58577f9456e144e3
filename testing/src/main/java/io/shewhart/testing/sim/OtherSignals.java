/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** A metrics record and a logs record a minute, for readers of the topics to pass over or read. */
final class OtherSignals {
    private final SimOptions options;
    private final KafkaLog log;
    private long next;

    OtherSignals(SimOptions options, KafkaLog log) {
        this.options = options;
        this.log = log;
        next = options.start() + SimOptions.MINUTE;
    }

    /** Produces what is due before this time. */
    void advance(long time, long requestsSoFar) {
        while (next < time) {
            log.produce(KafkaLog.METRICS, next, metrics(requestsSoFar), List.of());
            log.produce(KafkaLog.LOGS, next, logs(), List.of());
            next += SimOptions.MINUTE;
        }
    }

    private ByteString metrics(long requests) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        Metric metric =
                Metric.newBuilder()
                        .setName("http.server.requests")
                        .setUnit("{request}")
                        .setSum(
                                Sum.newBuilder()
                                        .setIsMonotonic(true)
                                        .setAggregationTemporality(
                                                AggregationTemporality
                                                        .AGGREGATION_TEMPORALITY_CUMULATIVE)
                                        .addDataPoints(
                                                NumberDataPoint.newBuilder()
                                                        .setStartTimeUnixNano(options.start())
                                                        .setTimeUnixNano(next)
                                                        .setAsInt(requests)))
                        .build();
        request.addResourceMetricsBuilder()
                .setResource(resource())
                .addScopeMetricsBuilder()
                .addMetrics(metric);
        return request.build().toByteString();
    }

    private ByteString logs() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder()
                .setResource(resource())
                .addScopeLogsBuilder()
                .addLogRecords(
                        LogRecord.newBuilder()
                                .setTimeUnixNano(next)
                                .setObservedTimeUnixNano(next)
                                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                                .setSeverityText("INFO")
                                .setBody(AnyValue.newBuilder().setStringValue("alive")));
        return request.build().toByteString();
    }

    private static Resource resource() {
        return Resource.newBuilder()
                .addAttributes(
                        KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(
                                        AnyValue.newBuilder()
                                                .setStringValue(ServiceProcess.GATEWAY.service)))
                .build();
    }
}
