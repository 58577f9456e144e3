/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.shewhart.jobs.InfluxSinks;
import io.shewhart.jobs.MetricsPage;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.operators.flow.JobMetrics;
import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.testing.Await;
import io.shewhart.testing.kafka.SeenMetrics.Seen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running job has every metric that the page describes, and they say what happened. */
final class MetricsITCase {
    private static final int CALLS = 40;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\| ");

    @TempDir Path directory;

    @Test
    void everyMetricOfThePageIsRegisteredAndPlausible() throws Exception {
        HttpServer store =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        store.start();
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            List<String> settings = settings(kafka, store.getAddress().getPort());
            // There before it is read: no silence comes between its records.
            send(kafka);
            Config config = Config.of(List.of(ConfigLayer.commandLine(settings)));
            try (RunningJob job =
                    RunningJob.start(
                            settings,
                            2,
                            directory,
                            null,
                            InfluxSinks.of(config).orElseThrow().sinks(),
                            SeenMetrics::report)) {
                // Charts of two windows, and the number of all subtasks added up.
                Await.until("charts", job, () -> value("budget", "alarmingCharts") > 2);
                Await.until(
                        "the end of the log",
                        job,
                        () -> SeenMetrics.sum("", "source", "recordsBehind") == 0);
                Await.until(
                        "a count of pending records for each source",
                        job,
                        () -> SeenMetrics.named("pendingRecords").count() == 2);
                Await.until(
                        "requests to the store", job, () -> value("influxdb", "numRequests") > 0);
                assertEveryMetricIsThere();
                assertTheyTellWhatHappened();
                assertThatFlinksAreThere();
            }
        } finally {
            store.stop(0);
        }
    }

    private static void assertEveryMetricIsThere() {
        for (JobMetric metric : JobMetrics.all()) {
            for (String operator : metric.doc().scope().operators().split(", ", -1)) {
                String group = ("shewhart." + metric.doc().scope().group()).replace(".<stage>", "");
                List<Seen> seen = SeenMetrics.of(operator, group, metric.metricName());
                assertThat(seen).as(operator + " " + metric.metricName()).isNotEmpty();
                assertThat(seen)
                        .allSatisfy(
                                each ->
                                        assertThat(each.value())
                                                .as(each.identifier())
                                                .isBetween(-1.0, 1e9));
            }
        }
    }

    private static void assertTheyTellWhatHappened() {
        assertThat(value("source", "numRecords")).isEqualTo(CALLS + 2);
        assertThat(value("source", "numSpans")).isEqualTo(CALLS + 1);
        assertThat(value("source", "numDeadLetters")).isEqualTo(1);
        assertThat(value("source", "numSpansClamped")).isEqualTo(1);
        assertThat(value("source", "numGroups")).isEqualTo(CALLS + 1);
        assertThat(SeenMetrics.of("", "source", "recordsBehind"))
                .extracting(Seen::identifier)
                .allMatch(id -> id.contains(".topic.metrics-spans.partition."))
                .hasSize(2);
        assertThat(SeenMetrics.of("Chart", "charts", "eventTimeLagMs"))
                .allSatisfy(each -> assertThat(each.value()).isBetween(0.0, 600_000.0));
        assertThat(value("assembly", "numInference")).isPositive();
        assertThat(value("assembly", "openTraces") + value("assembly", "settledTraces"))
                .isBetween(1.0, CALLS + 1.0);
        assertThat(value("assembly", "stateBytes")).isPositive();
        assertThat(value("windows", "services")).isEqualTo(1);
        assertThat(value("windows", "series")).isBetween(2.0, 4.0);
        assertThat(value("windows", "numSeriesAdmitted")).isEqualTo(value("windows", "series"));
        assertThat(value("charts", "alarmingCharts"))
                .isEqualTo(value("budget", "alarmingCharts"))
                .isEqualTo(value("charts", "chartKeys"));
        assertThat(value("budget", "budgetCharts")).isEqualTo(1024);
        assertThat(value("influxdb", "misconfigured")).isZero();
    }

    private static void assertThatFlinksAreThere() {
        String page = MetricsPage.markdown();
        Matcher row = ROW.matcher(page.substring(page.indexOf("## Flink's")));
        List<String> names = new ArrayList<>();
        while (row.find()) {
            names.add(row.group(1));
        }
        assertThat(names).hasSize(10);
        assertThat(names).allMatch(name -> SeenMetrics.named(name).findAny().isPresent());
    }

    private static double value(String group, String name) {
        return SeenMetrics.sum("", "shewhart." + group, name);
    }

    /**
     * Calls a second apart in two partitions, one record that cannot be read, one from tomorrow.
     */
    private static void send(EmbeddedKafka kafka) throws Exception {
        long start = System.currentTimeMillis() - CALLS * 1_000L;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            records.add(Traffic.call("metrics-spans", i % 2, 100 + i, start + i * 1_000L));
        }
        records.add(
                new ProducerRecord<>(
                        "metrics-spans",
                        0,
                        start,
                        null,
                        "no spans".getBytes(StandardCharsets.UTF_8)));
        ProducerRecord<byte[], byte[]> tomorrow =
                Traffic.call("metrics-spans", 1, 99, start + 86_400_000L);
        records.add(new ProducerRecord<>("metrics-spans", 1, start, null, tomorrow.value()));
        Traffic.send(kafka, records);
    }

    private static List<String> settings(EmbeddedKafka kafka, int store) throws Exception {
        List<String> settings = new ArrayList<>();
        settings.add("kafka.bootstrap-servers=" + kafka.bootstrapServers());
        settings.add("kafka.group-id=metrics");
        settings.add("kafka.transactional-id-prefix=metrics");
        settings.add("kafka.transaction-timeout=1min");
        settings.add("input.topics=metrics-spans");
        settings.add("window.length=10s");
        settings.add("time.bound=1s");
        settings.add("time.silence=2s");
        settings.add("trace.settle=1s");
        settings.add("influxdb.url=http://127.0.0.1:" + store);
        kafka.createTopic("metrics-spans", 2);
        for (String output :
                List.of("inferences", "traces", "alerts", "late-spans", "dead-letters")) {
            settings.add("output.topics." + output + "=metrics-" + output);
            kafka.createTopic("metrics-" + output, 1);
        }
        return settings;
    }
}
