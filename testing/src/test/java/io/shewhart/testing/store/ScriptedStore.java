/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that takes points or does what a script says. Points with the same identity are one. */
public final class ScriptedStore implements AutoCloseable {
    /** Answers a request or returns false, whereupon its lines are taken. */
    public interface Script {
        boolean answer(HttpExchange exchange, int number, List<String> lines)
                throws IOException, InterruptedException;
    }

    /** Identity, which is measurement, tags and time, to fields. */
    public final Map<String, String> points = new ConcurrentHashMap<>();

    public final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    public volatile Script script;

    public ScriptedStore(Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/v2/write", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Points of one measurement. */
    Map<String, String> points(String measurement) {
        Map<String, String> some = new ConcurrentHashMap<>(points);
        some.keySet().removeIf(identity -> !identity.startsWith(measurement + ","));
        return some;
    }

    /** Answers with a status and a text. */
    public static boolean reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        return true;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        boolean answered = false;
        try {
            List<String> lines =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            if (!script.answer(exchange, requests.incrementAndGet(), lines)) {
                lines.forEach(this::take);
                // The next request may be here before this method ends.
                underWay.decrementAndGet();
                answered = true;
                reply(exchange, 204, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!answered) {
                underWay.decrementAndGet();
            }
            exchange.close();
        }
    }

    private void take(String line) {
        int tags = 0;
        while (line.charAt(tags) != ' ') {
            tags += line.charAt(tags) == '\\' ? 2 : 1;
        }
        int time = line.lastIndexOf(' ');
        points.put(line.substring(0, tags) + line.substring(time), line.substring(tags, time));
    }
}
