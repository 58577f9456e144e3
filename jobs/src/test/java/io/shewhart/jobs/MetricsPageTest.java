/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.jobs.config.ConfigKeys;
import io.shewhart.operators.flow.JobMetrics;
import io.shewhart.operators.metrics.JobMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
    private static final Pattern KEY = Pattern.compile("`([a-z-]+\\.[a-z.-]+)`");
    private static final Pattern NAME =
            Pattern.compile("\\b(?:num[A-Z][A-Za-z]+|[a-z]+[A-Z][A-Za-z]+)\\b");

    @Test
    void theCommittedPageIsThePrintedOne() throws IOException {
        assertThat(Files.readString(Path.of("..", "deploy", "metrics.md")))
                .as("deploy/local/job --print-metrics > deploy/metrics.md makes it anew")
                .isEqualTo(MetricsPage.markdown());
    }

    @Test
    void namesAreThoseOfFlinkAndExistOnceInTheirOperator() {
        Set<String> seen = new HashSet<>();
        for (JobMetric metric : JobMetrics.all()) {
            assertThat(metric.metricName())
                    .matches(
                            metric.doc().isCounter()
                                    ? "num([A-Z][a-z]+)+"
                                    : "[a-z]+([A-Z][a-z]+)*");
            assertThat(seen.add(metric.doc().scope() + " " + metric.metricName()))
                    .as(metric.metricName())
                    .isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(70);
    }

    @Test
    void everyMetricSaysWhatItMeansAndWhatToDo() {
        for (JobMetric metric : JobMetrics.all()) {
            assertThat(metric.doc().meaning()).matches("[A-Z\\-`].*\\.");
            assertThat(metric.doc().advice()).matches("[A-Z].*\\.").doesNotContain("|");
        }
    }

    @Test
    void advicePointsToKeysAndMetricsThatExist() {
        Set<String> keys =
                ConfigKeys.ALL.stream().map(key -> key.name()).collect(Collectors.toSet());
        Set<String> names =
                JobMetrics.all().stream().map(JobMetric::metricName).collect(Collectors.toSet());
        // Flink's, which another test finds, and fields of alerts.
        names.addAll(List.of("busyTimeMsPerSecond", "groupKey"));
        for (JobMetric metric : JobMetrics.all()) {
            String text = metric.doc().meaning() + " " + metric.doc().advice();
            Matcher key = KEY.matcher(text);
            while (key.find()) {
                if (!key.group(1).startsWith("service.")) {
                    assertThat(keys).contains(key.group(1));
                }
            }
            Matcher name = NAME.matcher(text);
            while (name.find()) {
                assertThat(names).contains(name.group());
            }
        }
    }
}
