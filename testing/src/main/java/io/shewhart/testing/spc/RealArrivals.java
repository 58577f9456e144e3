/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.MetricKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded arrivals and token counts, cut into minutes; a series draws minutes from its trace, so
 * nothing ever happens in it. Latencies come from {@link PerfModel}.
 */
final class RealArrivals {
    /** Fourteen days. */
    static final long WINDOWS = 14 * 1440;

    private static final double MINUTE_MS = 60_000;

    /** One request: input and output tokens. */
    private record Request(double input, double output) {}

    /** What a window observes of a request. */
    @FunctionalInterface
    private interface Observation {
        double log(Request request, Draws draws);
    }

    private RealArrivals() {}

    static List<Scenario> scenarios(Path directory) throws IOException {
        PerfModel model = new PerfModel(directory);
        List<Scenario> scenarios = new ArrayList<>();
        add(scenarios, "azure conv", azure(directory, "conv"), model);
        add(scenarios, "azure code", azure(directory, "code"), model);
        add(scenarios, "mooncake", mooncake(directory), model);
        return scenarios;
    }

    private static void add(
            List<Scenario> to, String trace, List<List<Request>> minutes, PerfModel model) {
        to.add(
                location(
                        "real ttft " + trace,
                        MetricKind.LATENCY,
                        minutes,
                        (r, d) -> Math.log(model.ttft(r.input, d))));
        to.add(
                location(
                        "real duration " + trace,
                        MetricKind.LATENCY,
                        minutes,
                        (r, d) -> Math.log(model.duration(r.input, r.output, d))));
        to.add(
                location(
                        "real tokens " + trace,
                        MetricKind.VALUE,
                        minutes,
                        (r, d) -> Math.log(Math.max(1, r.output))));
        to.add(
                new Scenario(
                        "real requests " + trace,
                        MetricKind.COUNT,
                        Scenario.Band.REAL,
                        () -> s -> s.requests(minutes.get(s.draws.below(minutes.size())).size())));
    }

    private static Scenario location(
            String name, MetricKind kind, List<List<Request>> minutes, Observation observed) {
        return new Scenario(
                name,
                kind,
                Scenario.Band.REAL,
                () ->
                        s -> {
                            for (Request request : minutes.get(s.draws.below(minutes.size()))) {
                                s.values.add(observed.log(request, s.draws));
                            }
                            s.values();
                        });
    }

    private static List<List<Request>> azure(Path directory, String which) throws IOException {
        SharedData.Table table =
                SharedData.read(
                        directory.resolve(
                                "azure-llm-2023/AzureLLMInferenceTrace_" + which + ".csv.gz"));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            String time = table.text(i, "TIMESTAMP").replace(' ', 'T') + "Z";
            Instant at = Instant.parse(time);
            times.add(at.getEpochSecond() * 1e3 + at.getNano() / 1e6);
        }
        return minutes(table, times, "ContextTokens", "GeneratedTokens");
    }

    private static List<List<Request>> mooncake(Path directory) throws IOException {
        SharedData.Table table =
                SharedData.read(directory.resolve("mooncake-fast25/conversation_trace.csv.gz"));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            times.add(table.number(i, "timestamp_ms"));
        }
        return minutes(table, times, "input_length", "output_length");
    }

    /** Whole minutes only. */
    private static List<List<Request>> minutes(
            SharedData.Table table, List<Double> times, String input, String output) {
        double first = times.get(0);
        int whole = (int) ((times.get(times.size() - 1) - first) / MINUTE_MS);
        List<List<Request>> minutes = new ArrayList<>();
        for (int i = 0; i < whole; i++) {
            minutes.add(new ArrayList<>());
        }
        for (int i = 0; i < times.size(); i++) {
            int minute = (int) ((times.get(i) - first) / MINUTE_MS);
            if (minute < whole) {
                minutes.get(minute)
                        .add(new Request(table.number(i, input), table.number(i, output)));
            }
        }
        return minutes;
    }
}
