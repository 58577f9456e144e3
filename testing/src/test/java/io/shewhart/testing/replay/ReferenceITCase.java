/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.ServiceTime;
import io.shewhart.schemas.v1.StageTime;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path against numbers computed here from the simulator's truth, with sorted arrays and
 * plain loops: counts exact, sums exact, percentiles within the sketch's bound of 1 %, stage times
 * summing to the root's duration.
 */
final class ReferenceITCase {
    private static final long MINUTE = 60_000_000_000L;

    @TempDir static Path directory;

    private static List<Map<String, Object>> calls;
    private static List<Inference> inferences;
    private static List<TraceSummary> traces;
    private static List<WindowAggregate> windows;

    @BeforeAll
    static void replay() throws Exception {
        Path capture = Captures.simulate(directory, 0.5, "--late", "0", "--incidents", "none");
        Path out = Captures.replay(capture, directory.resolve("out"), 2);
        calls = new ArrayList<>();
        for (String line : Captures.lines(directory.resolve("simulated.calls.jsonl.gz"))) {
            calls.add(Results.json(line));
        }
        inferences = Results.inferences(out);
        traces = Results.traces(out);
        windows = Results.windows(out);
    }

    @Test
    void everyCallIsCountedOnce() {
        Set<String> truth = new HashSet<>();
        calls.forEach(call -> truth.add(call.get("traceId") + "/" + call.get("spanId")));
        List<String> counted =
                inferences.stream()
                        .filter(i -> i.getRole() == Role.ROLE_INFERENCE)
                        .map(i -> i.getTraceId() + "/" + i.getSpanId())
                        .toList();
        assertThat(counted).doesNotHaveDuplicates().hasSize(truth.size());
        assertThat(truth).containsAll(counted);
    }

    @Test
    void requestsAreExact() {
        compare("requests", call -> BigDecimal.ONE, false);
    }

    @Test
    void durationsAreExactAndPercentilesWithinOnePercent() {
        compare(
                "duration",
                call ->
                        failed(call)
                                ? null
                                : seconds(
                                        number(call, "endTimeUnixNano")
                                                - number(call, "startTimeUnixNano")),
                true);
    }

    @Test
    void outputTokensAreExact() {
        compare(
                "output_tokens",
                call ->
                        failed(call) || !call.containsKey("outputTokens")
                                ? null
                                : BigDecimal.valueOf(number(call, "outputTokens")),
                true);
    }

    @Test
    void stagesAndServicesSumToTheRootsDuration() {
        assertThat(traces).isNotEmpty();
        for (TraceSummary trace : traces) {
            assertThat(
                            trace.getStagesList().stream()
                                    .mapToLong(StageTime::getCriticalPathNanos)
                                    .sum())
                    .isEqualTo(trace.getDurationNanos());
            assertThat(
                            trace.getServicesList().stream()
                                    .mapToLong(ServiceTime::getCriticalPathNanos)
                                    .sum())
                    .isEqualTo(trace.getDurationNanos());
        }
    }

    private static void compare(
            String metric, Function<Map<String, Object>, BigDecimal> value, boolean sketched) {
        Map<String, List<BigDecimal>> expected = new HashMap<>();
        for (Map<String, Object> call : calls) {
            BigDecimal observed = value.apply(call);
            if (observed != null) {
                long end = (Math.floorDiv(number(call, "endTimeUnixNano"), MINUTE) + 1) * MINUTE;
                expected.computeIfAbsent(key(call, end), k -> new ArrayList<>()).add(observed);
            }
        }
        int seen = 0;
        for (WindowAggregate window : windows) {
            if (!window.getMetric().equals(metric) || window.getCount() == 0) {
                continue;
            }
            List<BigDecimal> observed = expected.get(key(window));
            assertThat(observed).as("%s in %s", metric, key(window)).isNotNull();
            assertThat(window.getCount()).isEqualTo(observed.size());
            if (sketched) {
                check(window, observed);
            }
            seen++;
        }
        assertThat(seen).isEqualTo(expected.size());
    }

    private static void check(WindowAggregate window, List<BigDecimal> observed) {
        BigDecimal sum = observed.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(window.getSum()).isEqualTo(sum.doubleValue());
        double[] sorted = observed.stream().mapToDouble(BigDecimal::doubleValue).sorted().toArray();
        // DDSketch, VLDB 2019: the value at rank floor(1 + q (n - 1)), off by at most 1 %.
        double p90 = sorted[(int) (0.9 * (sorted.length - 1))];
        assertThat(window.getP90()).isCloseTo(p90, within(0.0101 * p90));
        double p50 = sorted[(int) (0.5 * (sorted.length - 1))];
        assertThat(window.getP50()).isCloseTo(p50, within(0.0101 * p50));
    }

    private static boolean failed(Map<String, Object> call) {
        return call.containsKey("errorType") || Boolean.TRUE.equals(call.get("incomplete"));
    }

    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9);
    }

    private static long number(Map<String, Object> call, String name) {
        return ((Number) call.get(name)).longValue();
    }

    private static String key(Map<String, Object> call, long end) {
        // A model server's spans name neither model nor provider nor operation.
        boolean server = call.get("vantage").equals("server");
        return String.join(
                "/",
                text(call, "service"),
                text(call, "serviceVersion"),
                server ? "" : text(call, "provider"),
                server ? "" : text(call, "requestModel"),
                server ? "" : text(call, "operation"),
                text(call, "vantage"),
                Long.toString(end));
    }

    private static String key(WindowAggregate window) {
        SeriesLabels labels = window.getLabels();
        return String.join(
                "/",
                labels.getService(),
                labels.getVersion(),
                labels.getProvider(),
                labels.getModel(),
                labels.getOperation(),
                labels.getVantage(),
                Long.toString(window.getEndTimeUnixNano()));
    }

    private static String text(Map<String, Object> call, String name) {
        return call.getOrDefault(name, "").toString();
    }
}
