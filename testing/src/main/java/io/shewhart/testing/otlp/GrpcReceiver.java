/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * OTLP over gRPC, plain or gzip. A request that Kafka does not take is answered with UNAVAILABLE,
 * or RESOURCE_EXHAUSTED when the sender is too fast, both with a RetryInfo, which tells SDKs to try
 * again.
 */
final class GrpcReceiver implements AutoCloseable {
    private static final int THREADS = 2;

    private final Server server;

    /** Starts on all addresses with one port. */
    GrpcReceiver(List<InetSocketAddress> addresses, int maxBytes, Intake intake)
            throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(addresses.get(0));
        addresses.stream().skip(1).forEach(builder::addListenAddress);
        for (BindableService service : services(intake)) {
            builder.addService(service);
        }
        server =
                builder.maxInboundMessageSize(maxBytes)
                        .executor(Executors.newFixedThreadPool(THREADS, daemon()))
                        .permitKeepAliveWithoutCalls(true)
                        .permitKeepAliveTime(5, TimeUnit.SECONDS)
                        .build()
                        .start();
    }

    private static ThreadFactory daemon() {
        return task -> {
            Thread thread = new Thread(task, "otlp-grpc");
            thread.setDaemon(true);
            return thread;
        };
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static List<BindableService> services(Intake intake) {
        return List.of(
                new TraceServiceGrpc.TraceServiceImplBase() {
                    @Override
                    public void export(
                            ExportTraceServiceRequest request,
                            StreamObserver<ExportTraceServiceResponse> answer) {
                        take(intake, Signal.TRACES, request, answer);
                    }
                },
                new MetricsServiceGrpc.MetricsServiceImplBase() {
                    @Override
                    public void export(
                            ExportMetricsServiceRequest request,
                            StreamObserver<ExportMetricsServiceResponse> answer) {
                        take(intake, Signal.METRICS, request, answer);
                    }
                },
                new LogsServiceGrpc.LogsServiceImplBase() {
                    @Override
                    public void export(
                            ExportLogsServiceRequest request,
                            StreamObserver<ExportLogsServiceResponse> answer) {
                        take(intake, Signal.LOGS, request, answer);
                    }
                });
    }

    @SuppressWarnings("unchecked") // the answer to a signal is of the type that its service has
    private static <T extends Message> void take(
            Intake intake, Signal signal, Message request, StreamObserver<T> answer) {
        var unused =
                intake.take(signal, request)
                        .whenComplete(
                                (response, error) -> {
                                    if (error == null) {
                                        answer.onNext((T) response);
                                        answer.onCompleted();
                                    } else {
                                        answer.onError(
                                                StatusProto.toStatusRuntimeException(
                                                        status(Intake.unavailable(error))));
                                    }
                                });
    }

    private static Status status(UnavailableException error) {
        Duration delay = Duration.newBuilder().setSeconds(error.retryAfter().toSeconds()).build();
        return Status.newBuilder()
                .setCode(
                        (error.overloaded() ? Code.RESOURCE_EXHAUSTED : Code.UNAVAILABLE)
                                .getNumber())
                .setMessage(error.getMessage())
                .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
                .build();
    }
}
