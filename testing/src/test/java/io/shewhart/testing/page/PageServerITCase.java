/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import static io.shewhart.testing.page.StoredTraffic.MINUTE;
import static io.shewhart.testing.page.StoredTraffic.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.shewhart.testing.store.QuestDbStore;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page answers about a store that the job's charts and encoder filled. */
final class PageServerITCase {
    private static final long START = 1_795_392_000_000_000_000L;
    private static final long END = START + 90 * MINUTE;

    @TempDir Path directory;

    private final PageClient client = new PageClient();

    @Test
    void everySeriesHasItsStateItsChartsAndItsSlowestTraces() throws Exception {
        try (QuestDbStore store = QuestDbStore.start(directory, 0);
                PageServer page = PageServer.start(PageOptions.of(URI.create(store.url())))) {
            assertThat(client.ask(page, "overview", Map.of()).get("all").asInt()).isZero();
            StoredTraffic traffic = new StoredTraffic();
            traffic.windows(labels("shop", "slow"), START, END - 12 * MINUTE, 0.2);
            traffic.windows(labels("shop", "slow"), END - 12 * MINUTE, END, 0.5);
            traffic.windows(labels("shop", "over"), START, START + 50 * MINUTE, 0.2);
            traffic.windows(labels("shop", "over"), START + 50 * MINUTE, START + 60 * MINUTE, 0.5);
            traffic.windows(labels("shop", "over"), START + 60 * MINUTE, END, 0.2);
            traffic.windows(labels("shop", "new"), END - 6 * MINUTE, END, 0.2);
            traffic.windows(labels("shop", "gone"), START, START + 60 * MINUTE, 0.2);
            traffic.windows(labels(StoredTraffic.INJECTION, StoredTraffic.MARKUP), START, END, 0.2);
            traffic.flush(store);

            JsonNode all = client.await(page, node -> node.get("all").asInt() == 5);
            assertThat(all.get("counts").toString())
                    .isEqualTo("{\"open\":1,\"learning\":1,\"watching\":2,\"no_data\":1}");
            assertThat(texts(all.get("series"), "model"))
                    .containsExactly("slow", "new", StoredTraffic.MARKUP, "over", "gone");
            assertThat(texts(all.get("series"), "state"))
                    .containsExactly("open", "learning", "watching", "watching", "no_data");
            JsonNode learning = all.get("series").get(1).get("metrics").get("ttft");
            assertThat(learning.get("learned").asInt()).isEqualTo(5);
            assertThat(learning.get("target").asInt()).isEqualTo(30);

            assertThat(all.get("open")).hasSize(1);
            JsonNode open = all.get("open").get(0);
            assertThat(open.get("model").asText()).isEqualTo("slow");
            assertThat(open.get("direction").asInt()).isEqualTo(1);
            assertThat(open.get("baseline").asDouble()).isBetween(0.18, 0.22);
            assertThat(open.get("current").asDouble()).isBetween(0.35, 0.6);
            assertThat(open.get("since").asLong())
                    .isBetween((END - 15 * MINUTE) / 1_000_000, (END - 10 * MINUTE) / 1_000_000);
            assertThat(texts(all.get("ended"), "model")).containsExactly("over");
            assertThat(all.get("ended").get(0).get("resolution").asText()).isEqualTo("recovered");

            chartsOf(page, "shop", "slow");
            tracesOf(page, traffic);
            JsonNode hostile =
                    client.ask(
                            page,
                            "chart",
                            Map.of(
                                    "service", StoredTraffic.INJECTION,
                                    "environment", "production",
                                    "provider", "vllm",
                                    "model", StoredTraffic.MARKUP,
                                    "operation", "chat",
                                    "vantage", "app",
                                    "metric", "ttft"));
            assertThat(hostile.get("charts").size()).isPositive();
            assertThat(store.query("SELECT count() n FROM llm_chart").get(0).get("n"))
                    .isNotEqualTo("0");
        }
    }

    private void chartsOf(PageServer page, String service, String model) throws Exception {
        JsonNode history = client.ask(page, "chart", PageClient.series(service, model));
        assertThat(history.get("window").asLong()).isEqualTo(MINUTE / 1_000_000);
        assertThat(history.get("windows").get(0).get("time")).hasSize(90);
        JsonNode level =
                StreamSupport.stream(history.get("charts").spliterator(), false)
                        .filter(chart -> chart.get("chart").asText().equals("i_prime"))
                        .findFirst()
                        .orElseThrow();
        int last = level.get("time").size() - 1;
        assertThat(level.get("time").get(last).asLong()).isEqualTo(END / 1_000_000);
        assertThat(level.get("signal").get(last).asInt()).isEqualTo(1);
        assertThat(level.get("value").get(last).asDouble())
                .isGreaterThan(level.get("ucl").get(last).asDouble());

        Map<String, String> newer = PageClient.series(service, model);
        newer.put("from", "" + (END / 1_000_000 - 1));
        assertThat(client.ask(page, "chart", newer).get("windows").get(0).get("time")).hasSize(1);
    }

    private void tracesOf(PageServer page, StoredTraffic traffic) throws Exception {
        Map<String, String> where = PageClient.series("shop", "slow");
        where.put("from", "" + (END - 12 * MINUTE) / 1_000_000);
        JsonNode requests = client.ask(page, "slow", where).get("requests");
        assertThat(requests).hasSize(10);
        double before = Double.MAX_VALUE;
        for (JsonNode request : requests) {
            assertThat(traffic.slowest()).contains(request.get("trace").asText());
            assertThat(request.get("value").asDouble()).isLessThanOrEqualTo(before);
            before = request.get("value").asDouble();
            JsonNode summary = request.get("summary");
            assertThat(summary.get("duration").asDouble()).isCloseTo(before, within(1e-6));
            assertThat(summary.get("path").asText()).startsWith("0,").endsWith(",model,gate%20way");
        }
    }

    @Test
    void anEpisodeOfAJobThatBeganAnewIsNotOpenForEver() throws Exception {
        try (QuestDbStore store = QuestDbStore.start(directory, 0);
                PageServer page = PageServer.start(PageOptions.of(URI.create(store.url())))) {
            StoredTraffic before = new StoredTraffic();
            before.windows(labels("shop", "slow"), START, START + 50 * MINUTE, 0.2);
            before.windows(labels("shop", "slow"), START + 50 * MINUTE, START + 60 * MINUTE, 0.5);
            before.flush(store);
            client.await(page, node -> node.get("openEpisodes").asInt() == 1);
            StoredTraffic after = new StoredTraffic();
            after.windows(labels("shop", "slow"), START + 60 * MINUTE, START + 80 * MINUTE, 0.5);
            after.flush(store);
            JsonNode all = client.await(page, node -> node.get("openEpisodes").asInt() == 0);
            assertThat(all.get("ended").get(0).get("resolution").asText()).isEqualTo("lost");
            assertThat(texts(all.get("series"), "state")).containsExactly("learning");
        }
    }

    @Test
    void anEpisodeIsSeenThatIsStoredAfterWhatIsMuchNewer() throws Exception {
        try (QuestDbStore store = QuestDbStore.start(directory, 0);
                PageServer page = PageServer.start(PageOptions.of(URI.create(store.url())))) {
            StoredTraffic early = new StoredTraffic();
            early.windows(labels("shop", "good"), START, START + 90 * MINUTE, 0.2);
            early.flush(store);
            client.await(page, node -> node.get("all").asInt() == 1);
            StoredTraffic late = new StoredTraffic();
            late.windows(labels("shop", "slow"), START, START + 50 * MINUTE, 0.2);
            late.windows(labels("shop", "slow"), START + 50 * MINUTE, START + 60 * MINUTE, 0.5);
            late.flush(store);
            JsonNode all = client.await(page, node -> node.get("openEpisodes").asInt() == 1);
            assertThat(texts(all.get("series"), "model")).containsExactly("slow", "good");
        }
    }

    @Test
    void aThousandSeriesAreSearchedAndPaged() throws Exception {
        try (QuestDbStore store = QuestDbStore.start(directory, 0);
                PageServer page = PageServer.start(PageOptions.of(URI.create(store.url())))) {
            StoredTraffic traffic = new StoredTraffic();
            for (int i = 0; i < 1_000; i++) {
                traffic.windows(labels("service-" + i, "m"), START, START + 2 * MINUTE, 0.2);
            }
            traffic.flush(store);
            JsonNode first = client.await(page, node -> node.get("all").asInt() == 1_000);
            assertThat(first.get("series")).hasSize(50);
            assertThat(first.get("counts").get("learning").asInt()).isEqualTo(1_000);
            JsonNode last = client.ask(page, "overview", Map.of("page", "19"));
            assertThat(last.get("series")).hasSize(50);
            assertThat(texts(last.get("series"), "service"))
                    .doesNotContainAnyElementsOf(texts(first.get("series"), "service"));
            JsonNode found = client.ask(page, "overview", Map.of("q", "VLLM service-77"));
            assertThat(found.get("found").asInt()).isEqualTo(11);
            assertThat(client.ask(page, "overview", Map.of("state", "open")).get("found").asInt())
                    .isZero();
        }
    }

    @Test
    void itWaitsForTheStoreAndForItsTablesAndComesBack() throws Exception {
        QuestDbStore first = QuestDbStore.start(directory, 0);
        int port = first.port();
        try (PageServer page = PageServer.start(PageOptions.of(URI.create(first.url())))) {
            first.query("DROP TABLE llm_window");
            client.await(page, node -> node.get("store").asText().equals("empty"));
            first.close();
            JsonNode down = client.await(page, node -> node.get("store").asText().equals("down"));
            assertThat(down.get("message").asText()).contains("" + port);
            assertThat(client.get(page, "/api/chart?service=shop&metric=ttft").statusCode())
                    .isEqualTo(503);
            try (QuestDbStore second = QuestDbStore.start(directory, port)) {
                StoredTraffic traffic = new StoredTraffic();
                traffic.windows(labels("shop", "m"), START, START + 3 * MINUTE, 0.2);
                traffic.flush(second);
                client.await(page, node -> node.get("all").asInt() == 1);
            }
        }
    }

    @Test
    void onlyItsOwnAddressIsAnsweredAndOnlyQuestionsThatMakeSense() throws Exception {
        try (PageServer page = PageServer.start(PageOptions.of(URI.create("http://127.0.0.1:1")))) {
            HttpResponse<String> index = client.get(page, "/");
            assertThat(index.statusCode()).isEqualTo(200);
            assertThat(index.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'");
            assertThat(index.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(client.get(page, "/uplot.js").body()).contains("uPlot");
            for (String asset : List.of("/page.css", "/main.js", "/icon.svg", "/uplot.css")) {
                assertThat(client.get(page, asset).statusCode()).as(asset).isEqualTo(200);
            }
            for (String path :
                    List.of("/../pom.xml", "/page.java", "/io/shewhart", "/api/", "/api/sql")) {
                assertThat(client.get(page, path).statusCode()).as(path).isEqualTo(404);
            }
            for (String wrong :
                    List.of(
                            "chart?metric=" + PageClient.encode("ttft'; --"),
                            "chart?metric=",
                            "chart?metric=ttft&from=yesterday",
                            "chart?metric=ttft&from=1&to=99999999999999999",
                            "chart?metric=ttft&from=1&to=1795392000000",
                            "overview?page=-1",
                            "overview?size=100000",
                            "overview?q=" + "x".repeat(600))) {
                HttpResponse<String> answer = client.get(page, "/api/" + wrong);
                assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
                assertThat(answer.body()).as(wrong).contains("allowed");
            }
            // A name of somebody else's that leads to this machine.
            assertThat(
                            PageClient.raw(
                                    page,
                                    "GET /api/overview HTTP/1.1\r\nHost: evil.example:80\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(
                            PageClient.raw(
                                    page,
                                    "GET / HTTP/1.1\r\nHost: localhost:" + page.port() + "\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(
                            PageClient.raw(
                                    page,
                                    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> node.get(field).asText())
                .toList();
    }
}
