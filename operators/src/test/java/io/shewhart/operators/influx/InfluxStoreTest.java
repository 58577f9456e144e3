/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, and what becomes of each answer. */
final class InfluxStoreTest {
    @TempDir Path directory;

    private final AtomicReference<HttpExchange> seen = new AtomicReference<>();
    private volatile byte[] body;
    private volatile int status = 204;
    private volatile String answer = "";
    private volatile String retryAfter;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestIsOneOfTheWriteApi() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        StoreReply reply = write(settings("file:" + token, false, 5_000), "a f=1i 1", "é f=2i 2");
        assertThat(reply).isEqualTo(new StoreReply(204, 0, ""));
        HttpExchange request = seen.get();
        assertThat(request.getRequestMethod()).isEqualTo("POST");
        assertThat(request.getRequestURI())
                .hasToString("/base/api/v2/write?precision=ns&org=my%20org&bucket=b%2Fc");
        assertThat(request.getRequestHeaders().getFirst("Authorization")).isEqualTo("Token s3cret");
        assertThat(request.getRequestHeaders().getFirst("Content-Type"))
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(body).isEqualTo("a f=1i 1\né f=2i 2\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aNewTokenIsUsedAtOnce() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "old");
        try (InfluxStore store = new InfluxStore(settings("file:" + token, false, 5_000))) {
            write(store, "a f=1i 1");
            assertThat(seen.get().getRequestHeaders().getFirst("Authorization"))
                    .isEqualTo("Token old");
            Files.writeString(token, "new");
            write(store, "a f=1i 1");
            assertThat(seen.get().getRequestHeaders().getFirst("Authorization"))
                    .isEqualTo("Token new");
            Files.delete(token);
            StoreReply reply = write(store, "a f=1i 1");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.message()).contains("there is no such file");
        }
    }

    @Test
    void withoutATokenThereIsNoHeader() throws Exception {
        write(settings("", false, 5_000), "a f=1i 1");
        assertThat(seen.get().getRequestHeaders()).doesNotContainKey("Authorization");
    }

    @Test
    void gzipIsGzip() throws Exception {
        write(settings("", true, 5_000), "a f=1i 1");
        assertThat(seen.get().getRequestHeaders().getFirst("Content-Encoding")).isEqualTo("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("a f=1i 1\n");
        }
    }

    @Test
    void refusalsCarryWhatTheStoreSaid() throws Exception {
        status = 429;
        answer = "{\"message\":\"slow down\"}";
        retryAfter = "7";
        assertThat(write(settings("", false, 5_000), "a f=1i 1"))
                .isEqualTo(new StoreReply(429, 7_000, answer));
        status = 500;
        answer = "x".repeat(10_000);
        assertThat(write(settings("", false, 5_000), "a f=1i 1").message()).hasSize(2_000);
    }

    @Test
    void aPageIsNoSuccessAndARedirectIsNotFollowed() throws Exception {
        status = 200;
        answer = "<html>Log in</html>";
        StoreReply page = write(settings("", false, 5_000), "a f=1i 1");
        assertThat(ReplyRules.verdict(page, 1)).isEqualTo(Verdict.MISCONFIGURED);
        assertThat(page.message()).contains("204");
        status = 302;
        assertThat(write(settings("", false, 5_000), "a f=1i 1").status()).isEqualTo(302);
    }

    @Test
    void noAnswerIsAnAnswerToo() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        StoreReply refused = write(settings("", false, 5_000), "a f=1i 1");
        assertThat(refused.status()).isEqualTo(StoreReply.NONE);
        assertThat(refused.message()).contains("ConnectException");
        try (ServerSocket silent = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            StoreReply late = write(settings("", false, 200), "a f=1i 1");
            assertThat(silent.isBound()).isTrue();
            assertThat(late.status()).isEqualTo(StoreReply.NONE);
            assertThat(late.message()).containsIgnoringCase("timeout");
        }
        start();
    }

    @Test
    void settingsDoNotHoldTheToken() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "s3cret");
        InfluxSettings settings = settings("file:" + token, false, 5_000);
        assertThat(settings.toString() + settings.store()).doesNotContain("s3cret");
    }

    private InfluxSettings settings(String token, boolean gzip, long requestMillis) {
        return new InfluxSettings(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/base",
                "my org",
                "b/c",
                TokenSource.parse(token),
                1_000,
                requestMillis,
                gzip,
                new WriteLimits(10, 1_000, 10_000, 100, 100, 1_000));
    }

    private static StoreReply write(InfluxSettings settings, String... lines)
            throws ExecutionException, InterruptedException {
        try (InfluxStore store = new InfluxStore(settings)) {
            return write(store, lines);
        }
    }

    private static StoreReply write(InfluxStore store, String... lines)
            throws ExecutionException, InterruptedException {
        CompletableFuture<StoreReply> reply = new CompletableFuture<>();
        store.write(
                List.of(lines).stream().map(l -> l.getBytes(StandardCharsets.UTF_8)).toList(),
                reply::complete);
        return reply.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        body = exchange.getRequestBody().readAllBytes();
        seen.set(exchange);
        if (retryAfter != null) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
