/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The page of the local stack. It starts whether the store is there or not, says what it waits for,
 * and shows the store's content as soon as there is any; a store that goes away and comes back
 * needs no restart. It only reads.
 */
public final class PageServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Gate gate;
    private final Assets assets = new Assets();
    private final Answers answers;
    private final String host;

    private PageServer(PageOptions options) throws IOException {
        gate = new Gate(options.host());
        answers = new Answers(options);
        host = options.host();
        AtomicInteger number = new AtomicInteger();
        threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "page-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            server = HttpServer.create(new InetSocketAddress(host, options.port()), 0);
        } catch (IOException e) {
            threads.shutdownNow();
            throw e;
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Starts the page.
     *
     * @throws IOException when the address cannot be bound, for instance since the port is taken
     */
    public static PageServer start(PageOptions options) throws IOException {
        PageServer page = new PageServer(options);
        page.server.start();
        return page;
    }

    /** The page's address. */
    public String url() {
        boolean wildcard = host.equals("0.0.0.0") || host.equals("::");
        String name = wildcard ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + port() + "/";
    }

    /** The port that is bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Gate.protect(exchange.getResponseHeaders());
            if (!gate.admits(exchange)) {
                text(exchange, FORBIDDEN, "This page is read by its own address only.");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Optional<Assets.Asset> asset = assets.find(path);
            if (asset.isPresent()) {
                file(exchange, asset.get());
            } else if (answers.knows(path)) {
                Answers.Answer answer =
                        answers.to(path, Parameters.of(exchange.getRequestURI().getRawQuery()));
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                send(exchange, answer.status(), "application/json", answer.json());
            } else {
                text(exchange, NOT_FOUND, "There is nothing at " + path);
            }
        }
    }

    private static void file(HttpExchange exchange, Assets.Asset asset) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        // Asked again each time: another build may answer on the same port.
        headers.set("Cache-Control", "no-cache");
        headers.set("ETag", asset.tag());
        if (asset.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(NOT_MODIFIED, -1);
        } else {
            send(exchange, OK, asset.type(), asset.bytes());
        }
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
