/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * OTLP over HTTP: protobuf and JSON, plain, gzip or deflate. Answers as the protocol says: 400 for
 * what cannot be read, 413, 415, and 429 or 503 with Retry-After when Kafka does not take it;
 * bodies in the encoding of the request. Pages served from this machine may send, too (CORS).
 */
final class HttpReceiver implements AutoCloseable {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final int THREADS = 8;

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS,
                    task -> {
                        Thread thread = new Thread(task, "otlp-http");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Intake intake;
    private final int maxBytes;

    /** Starts on all addresses. */
    HttpReceiver(List<InetSocketAddress> addresses, int maxBytes, Intake intake)
            throws IOException {
        this.maxBytes = maxBytes;
        this.intake = intake;
        try {
            for (InetSocketAddress address : addresses) {
                HttpServer server = HttpServer.create(address, 0);
                servers.add(server);
                server.setExecutor(threads);
                server.createContext("/", this::handle);
                server.start();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    int port() {
        return servers.get(0).getAddress().getPort();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean json = JSON.equals(contentType(exchange));
            try {
                Signal signal = signal(exchange);
                if (signal != null) {
                    answer(exchange, 200, json, taken(exchange, signal, json));
                }
            } catch (BadRequestException e) {
                intake.refuse();
                fail(exchange, e.status(), json, Code.INVALID_ARGUMENT, e.getMessage());
            } catch (UnavailableException e) {
                exchange.getResponseHeaders()
                        .set("Retry-After", Long.toString(e.retryAfter().toSeconds()));
                fail(
                        exchange,
                        e.overloaded() ? 429 : 503,
                        json,
                        e.overloaded() ? Code.RESOURCE_EXHAUSTED : Code.UNAVAILABLE,
                        e.getMessage());
            }
        }
    }

    /** The signal that is exported; null when the exchange is answered already. */
    private Signal signal(HttpExchange exchange) throws IOException {
        allowLocalPages(exchange);
        for (Signal signal : Signal.values()) {
            if (signal.path().equals(exchange.getRequestURI().getPath())) {
                switch (exchange.getRequestMethod()) {
                    case "POST" -> {
                        return signal;
                    }
                    case "OPTIONS" -> exchange.sendResponseHeaders(204, -1);
                    default -> {
                        exchange.getResponseHeaders().set("Allow", "POST, OPTIONS");
                        exchange.sendResponseHeaders(405, -1);
                    }
                }
                return null;
            }
        }
        text(exchange, 404, "OTLP over HTTP is taken at " + String.join(", ", Intake.paths()));
        return null;
    }

    private Message taken(HttpExchange exchange, Signal signal, boolean json)
            throws IOException, BadRequestException, UnavailableException {
        if (!json && !PROTOBUF.equals(contentType(exchange))) {
            throw new BadRequestException(415, "Content-Type is " + PROTOBUF + " or " + JSON);
        }
        byte[] body =
                HttpBody.read(exchange.getRequestHeaders(), exchange.getRequestBody(), maxBytes);
        Message request = json ? OtlpJson.parse(body, signal) : parse(body, signal);
        try {
            return intake.take(signal, request).join();
        } catch (CompletionException e) {
            throw Intake.unavailable(e);
        }
    }

    private static Message parse(byte[] body, Signal signal) throws BadRequestException {
        try {
            return signal.request().getParserForType().parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new BadRequestException(400, "not OTLP in protobuf: " + e.getMessage());
        }
    }

    private static void fail(
            HttpExchange exchange, int status, boolean json, Code code, String message)
            throws IOException {
        answer(
                exchange,
                status,
                json,
                Status.newBuilder().setCode(code.getNumber()).setMessage(message).build());
    }

    private static void answer(HttpExchange exchange, int status, boolean json, Message message)
            throws IOException {
        byte[] body =
                json
                        ? OtlpJson.print(message).getBytes(StandardCharsets.UTF_8)
                        : message.toByteArray();
        send(exchange, status, json ? JSON : PROTOBUF, body);
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        send(
                exchange,
                status,
                "text/plain; charset=utf-8",
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String contentType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void allowLocalPages(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin == null || !isLocal(origin)) {
            return;
        }
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
        exchange.getResponseHeaders().set("Vary", "Origin");
        exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "POST");
        String headers = exchange.getRequestHeaders().getFirst("Access-Control-Request-Headers");
        if (headers != null) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Headers", headers);
        }
    }

    private static boolean isLocal(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && List.of("localhost", "127.0.0.1", "[::1]").contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
