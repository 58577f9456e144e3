/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shewhart.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Asks a page as its scripts do. */
final class PageClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    static String raw(PageServer page, String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
            socket.getOutputStream()
                    .write(
                            (head + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    interface Condition {
        boolean holds(JsonNode overview);
    }

    JsonNode await(PageServer page, Condition condition) throws Exception {
        AtomicReference<JsonNode> overview = new AtomicReference<>();
        Await.until(
                "an overview",
                new Await.Worker() {
                    @Override
                    public void check() {}

                    @Override
                    public String state() {
                        return overview.toString();
                    }
                },
                () -> {
                    overview.set(ask(page, "overview", Map.of()));
                    return condition.holds(overview.get());
                });
        return overview.get();
    }

    JsonNode ask(PageServer page, String path, Map<String, String> parameters) throws Exception {
        String query =
                parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + encode(p.getValue()))
                        .collect(Collectors.joining("&"));
        HttpResponse<String> answer = get(page, "/api/" + path + "?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    HttpResponse<String> get(PageServer page, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + page.port() + path);
        return http.send(
                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Parameters of a series of {@link StoredTraffic}. */
    static Map<String, String> series(String service, String model) {
        return new HashMap<>(
                Map.of(
                        "service", service,
                        "environment", "production",
                        "provider", "vllm",
                        "model", model,
                        "operation", "chat",
                        "vantage", "app",
                        "metric", "ttft"));
    }
}
