/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GrpcReceiverTest {
    private final RecordedSink sink = new RecordedSink();
    private OtlpReceiver receiver;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        receiver = new OtlpReceiver(List.of(InetAddress.getLoopbackAddress()), 0, 0, sink);
        channel =
                NettyChannelBuilder.forAddress("localhost", receiver.grpcPort())
                        .usePlaintext()
                        .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        receiver.close();
    }

    @Test
    void plainAndGzipBecomeRecords() throws Exception {
        ExportTraceServiceRequest request = Requests.spans(1, 2, 1000);
        assertThat(traces().export(request).hasPartialSuccess()).isFalse();
        traces().withCompression("gzip").export(request);
        assertThat(sink.written).hasSize(2);
        for (RecordedSink.Written written : sink.written) {
            assertThat(ExportTraceServiceRequest.parseFrom(written.value())).isEqualTo(request);
        }
    }

    @Test
    void everySignalHasItsService() {
        MetricsServiceGrpc.newBlockingStub(channel)
                .export(ExportMetricsServiceRequest.getDefaultInstance());
        LogsServiceGrpc.newBlockingStub(channel)
                .export(
                        ExportLogsServiceRequest.newBuilder()
                                .addResourceLogs(
                                        ResourceLogs.newBuilder().addScopeLogs(oneRecord()))
                                .build());
        assertThat(sink.written)
                .extracting(RecordedSink.Written::signal)
                .containsExactly(Signal.LOGS);
    }

    private static ScopeLogs oneRecord() {
        return ScopeLogs.newBuilder()
                .addLogRecords(LogRecord.newBuilder().setSeverityNumberValue(9))
                .build();
    }

    @Test
    void failuresTellWhenToTryAgain() throws Exception {
        sink.failure = new UnavailableException("no broker", false, Duration.ofSeconds(5));
        assertRetry(Status.Code.UNAVAILABLE, 5);
        sink.failure = new UnavailableException("too fast", true, Duration.ofSeconds(1));
        assertRetry(Status.Code.RESOURCE_EXHAUSTED, 1);
    }

    private void assertRetry(Status.Code code, long seconds) throws Exception {
        StatusRuntimeException error = failure(Requests.spans(1, 1, 1));
        assertThat(error.getStatus().getCode()).isEqualTo(code);
        assertThat(
                        StatusProto.fromThrowable(error)
                                .getDetails(0)
                                .unpack(RetryInfo.class)
                                .getRetryDelay()
                                .getSeconds())
                .isEqualTo(seconds);
    }

    @Test
    void tooLargeIsRefusedWithoutAskingToTryAgain() {
        StatusRuntimeException error =
                failure(Requests.spans(1, 1, OtlpReceiver.MAX_REQUEST_BYTES));
        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(StatusProto.fromThrowable(error).getDetailsCount()).isZero();
        assertThat(sink.written).isEmpty();
    }

    private StatusRuntimeException failure(ExportTraceServiceRequest request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> traces().export(request));
    }

    private TraceServiceGrpc.TraceServiceBlockingStub traces() {
        return TraceServiceGrpc.newBlockingStub(channel);
    }
}
