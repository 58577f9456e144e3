/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** The three signals of OTLP: where they come in, where they go, and what they are made of. */
public enum Signal {
    TRACES(
            "otlp_spans",
            "/v1/traces",
            "span",
            ExportTraceServiceRequest.getDefaultInstance(),
            ExportTraceServiceResponse.getDefaultInstance()),
    METRICS(
            "otlp_metrics",
            "/v1/metrics",
            "data point",
            ExportMetricsServiceRequest.getDefaultInstance(),
            ExportMetricsServiceResponse.getDefaultInstance()),
    LOGS(
            "otlp_logs",
            "/v1/logs",
            "log record",
            ExportLogsServiceRequest.getDefaultInstance(),
            ExportLogsServiceResponse.getDefaultInstance());

    private final String topic;
    private final String path;
    private final String item;
    private final Message request;
    private final Message response;

    Signal(String topic, String path, String item, Message request, Message response) {
        this.topic = topic;
        this.path = path;
        this.item = item;
        this.request = request;
        this.response = response;
    }

    /** The topic that the Collector's Kafka exporter writes it to by default. */
    public String topic() {
        return topic;
    }

    /** The path of OTLP over HTTP. */
    public String path() {
        return path;
    }

    /** What one of the things is called that a request consists of. */
    String item() {
        return item;
    }

    /** An empty request. */
    Message request() {
        return request;
    }

    /** The answer to a request that was taken but for some items. */
    Message response(long rejected, String reason) {
        if (rejected == 0) {
            return response;
        }
        Message.Builder answer = response.newBuilderForType();
        FieldDescriptor field = answer.getDescriptorForType().findFieldByName("partial_success");
        Message.Builder partial = answer.newBuilderForField(field);
        // rejected_spans, rejected_data_points, rejected_log_records; error_message.
        partial.setField(field.getMessageType().findFieldByNumber(1), rejected);
        partial.setField(field.getMessageType().findFieldByNumber(2), reason);
        return answer.setField(field, partial.build()).build();
    }
}
