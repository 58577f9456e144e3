/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Takes OTLP over gRPC and HTTP and hands it to a sink; what it answers as taken is safe there.
 * Requests have at most {@value #MAX_REQUEST_BYTES} bytes, unpacked.
 */
public final class OtlpReceiver implements AutoCloseable {
    /** The Collector's limit for HTTP. */
    public static final int MAX_REQUEST_BYTES = 20 << 20;

    private final Intake intake;
    private final GrpcReceiver grpc;
    private final HttpReceiver http;

    /**
     * Starts it.
     *
     * @param addresses to listen on
     * @param grpcPort 0 for any, which asks for a single address
     * @param httpPort the same
     */
    public OtlpReceiver(List<InetAddress> addresses, int grpcPort, int httpPort, RecordSink sink)
            throws IOException {
        intake = new Intake(sink);
        grpc = new GrpcReceiver(sockets(addresses, grpcPort), MAX_REQUEST_BYTES, intake);
        try {
            http = new HttpReceiver(sockets(addresses, httpPort), MAX_REQUEST_BYTES, intake);
        } catch (IOException e) {
            grpc.close();
            throw e;
        }
    }

    private static List<InetSocketAddress> sockets(List<InetAddress> addresses, int port) {
        return addresses.stream().map(address -> new InetSocketAddress(address, port)).toList();
    }

    /** Port of OTLP over gRPC. */
    public int grpcPort() {
        return grpc.port();
    }

    /** Port of OTLP over HTTP. */
    public int httpPort() {
        return http.port();
    }

    /** Spans, data points or log records taken so far. */
    public long accepted(Signal signal) {
        return intake.accepted(signal);
    }

    /** Requests that could not be read, and items too large for a record. */
    public long refused() {
        return intake.refused();
    }

    @Override
    public void close() {
        http.close();
        grpc.close();
    }
}
