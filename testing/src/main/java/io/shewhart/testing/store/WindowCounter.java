/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A store that keeps nothing but numbers: takes every request of the write API, uncompressed, and
 * counts the aggregates in it. What a job needs beside it, it needs for itself.
 */
public final class WindowCounter implements AutoCloseable {
    private static final byte[] AGGREGATE = bytes("llm_window,");
    private static final byte[] REQUESTS = bytes(",metric=requests,");

    /** Aggregates of a window: all, and those of requests, one for each set of labels. */
    public record Rows(long all, long requests) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Long, Rows> windows = new TreeMap<>();

    /** Starts on a free port of the loopback interface. */
    public WindowCounter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Base address for {@code influxdb.url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was written so far, by end of window in milliseconds. */
    public synchronized Map<Long, Rows> windows() {
        return new TreeMap<>(windows);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        count(body);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** Counts the lines of one request. */
    synchronized void count(byte[] body) {
        int from = 0;
        while (from < body.length) {
            int to = from;
            int space = from;
            while (to < body.length && body[to] != '\n') {
                if (body[to] == ' ') {
                    space = to;
                }
                to++;
            }
            if (startsWith(body, from, to, AGGREGATE)) {
                long nanos =
                        Long.parseLong(
                                new String(
                                        body,
                                        space + 1,
                                        to - space - 1,
                                        StandardCharsets.US_ASCII));
                Rows one = new Rows(1, contains(body, from, to, REQUESTS) ? 1 : 0);
                windows.merge(
                        nanos / 1_000_000,
                        one,
                        (a, b) -> new Rows(a.all + b.all, a.requests + b.requests));
            }
            from = to + 1;
        }
    }

    private static boolean contains(byte[] body, int from, int to, byte[] wanted) {
        for (int i = from; i <= to - wanted.length; i++) {
            if (startsWith(body, i, to, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] body, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (body[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
