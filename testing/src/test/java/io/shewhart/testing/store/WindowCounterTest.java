/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowCounterTest {
    private static final String LINES =
            """
            llm_window,metric=requests,service=a count=1i,note="a b" 20000000000
            llm_window,metric=duration,service=a count=1i 20000000000
            llm_window,metric=requests,service=requests\\ b count=1i 30000000000
            llm_chart,metric=requests,service=a value=1.0 30000000000
            llm_window_of_others,metric=requests,service=a value=1.0 30000000000\
            """;

    private static int post(WindowCounter counter, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(counter.url() + "/api/v2/write?bucket=b"))
                        .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void countsAggregatesByEndOfWindow() throws Exception {
        try (WindowCounter counter = new WindowCounter()) {
            assertThat(post(counter, LINES)).isEqualTo(204);

            assertThat(counter.windows())
                    .isEqualTo(
                            Map.of(
                                    20_000L, new WindowCounter.Rows(2, 1),
                                    30_000L, new WindowCounter.Rows(1, 1)));
        }
    }

    @Test
    void addsUpRequests() throws Exception {
        try (WindowCounter counter = new WindowCounter()) {
            counter.count(LINES.getBytes(UTF_8));
            counter.count((LINES + "\n").getBytes(UTF_8));

            assertThat(counter.windows()).containsEntry(20_000L, new WindowCounter.Rows(4, 2));
        }
    }
}
