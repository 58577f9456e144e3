/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import io.shewhart.testing.page.StoreException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks QuestDB over HTTP. For several threads. */
final class StoreClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final String address;

    StoreClient(URI store) {
        String text = store.toString();
        address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * Runs a query.
     *
     * @throws StoreException tells a store that is down from a table that is missing
     */
    Rows ask(String sql) throws IOException {
        String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/exec?query=" + query))
                        .timeout(ANSWER)
                        .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new StoreException(Kind.DOWN, address + " does not answer: " + why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.DOWN, "interrupted");
        }
        if (response.statusCode() != OK) {
            String body = new String(response.body(), StandardCharsets.UTF_8);
            boolean missing = body.contains("table does not exist");
            throw new StoreException(
                    missing ? Kind.NO_TABLE : Kind.REFUSED,
                    address + " answered " + response.statusCode() + ": " + body);
        }
        return Rows.read(new ByteArrayInputStream(response.body()));
    }
}
