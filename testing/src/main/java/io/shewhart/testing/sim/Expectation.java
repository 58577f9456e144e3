/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What a staged incident does to one metric of one chart key.
 *
 * @param factor what the metric is multiplied by, for calls that are hit; 0 when it depends on the
 *     mix of calls and only the direction is sure
 * @param must the metric must be seen to move; otherwise it may
 */
record Expectation(
        String metric,
        String direction,
        double factor,
        Series series,
        List<String> versions,
        boolean must) {
    /** Labels of a chart key; null where the spans do not say. */
    record Series(String service, String provider, String model, String operation, String vantage) {
        static Series of(Model model) {
            return new Series(
                    ServiceProcess.ORCHESTRATOR.service,
                    model.provider,
                    model.requestName,
                    CallTruth.CHAT,
                    CallTruth.APP);
        }
    }

    private static final String UP = "up";
    private static final String DOWN = "down";

    /** Series of whole traces: the service of the root, no vantage. */
    private static final Series TRACES =
            new Series(ServiceProcess.GATEWAY.service, null, null, null, null);

    private static final Series MODEL_SERVER =
            new Series(
                    ServiceProcess.MODEL_SERVER.service,
                    null,
                    null,
                    CallTruth.CHAT,
                    CallTruth.SERVER);

    private static final Series EMBEDDINGS =
            new Series(
                    ServiceProcess.RETRIEVAL.service,
                    "openai",
                    "text-embedding-3-small",
                    CallTruth.EMBEDDINGS,
                    CallTruth.APP);

    private static final List<String> RELEASES =
            List.of(
                    ServiceProcess.ORCHESTRATOR.version,
                    ServiceProcess.ORCHESTRATOR_CANARY.version);

    private static final List<String> GATEWAY = List.of(ServiceProcess.GATEWAY.version);

    /** Everything this incident is expected to move. */
    static List<Expectation> of(IncidentKind kind) {
        List<Expectation> all = new ArrayList<>();
        double factor = kind.factor;
        Series hit = kind.model == null ? null : Series.of(kind.model);
        switch (kind) {
            case SLOW_MODEL_SERVER -> {
                List<String> server = List.of(ServiceProcess.MODEL_SERVER.version);
                all.add(must("ttft", UP, factor, hit, RELEASES));
                all.add(must("ttft", UP, factor, MODEL_SERVER, server));
                all.add(may("duration", UP, hit, RELEASES));
                all.add(may("duration", UP, MODEL_SERVER, server));
            }
            case ERROR_BURST -> {
                all.add(must("error_ratio", UP, factor / Model.ERROR_RATE, hit, RELEASES));
                all.add(may("incomplete_ratio", UP, hit, RELEASES));
                all.add(may("duration", DOWN, hit, RELEASES));
                all.add(may("requests", DOWN, hit, RELEASES));
                all.add(may("error_ratio", UP, TRACES, GATEWAY));
            }
            case TOKEN_THROUGHPUT_DROP -> {
                all.add(must("tpot", UP, factor, hit, RELEASES));
                all.add(must("duration", UP, 0, hit, RELEASES));
            }
            case BAD_RELEASE -> {
                List<String> bad = List.of(ServiceProcess.ORCHESTRATOR_BAD.version);
                for (Model model : Model.values()) {
                    Series series = Series.of(model);
                    all.add(must("ttft", UP, factor, series, bad));
                    all.add(must("tpot", UP, factor, series, bad));
                    all.add(must("duration", UP, factor, series, bad));
                    all.add(may("requests", DOWN, series, RELEASES.subList(0, 1)));
                }
                // it makes the model server's calls slow too
                for (String metric : List.of("ttft", "tpot", "duration")) {
                    all.add(
                            may(
                                    metric,
                                    UP,
                                    MODEL_SERVER,
                                    List.of(ServiceProcess.MODEL_SERVER.version)));
                }
            }
            case VANISHED_TRAFFIC -> {
                all.add(must("requests", DOWN, 0, hit, RELEASES));
                all.add(may("requests", DOWN, TRACES, GATEWAY));
                all.add(
                        may(
                                "requests",
                                DOWN,
                                EMBEDDINGS,
                                List.of(ServiceProcess.RETRIEVAL.version)));
            }
            case LONGER_ANSWERS -> {
                all.add(must("output_tokens", UP, factor, hit, RELEASES));
                // at equal token counts they take no longer
                all.add(may("duration", UP, hit, RELEASES));
            }
        }
        // Whatever happens to calls happens to the traces they are most of.
        all.add(
                may(
                        "trace_duration",
                        kind == IncidentKind.ERROR_BURST ? DOWN : UP,
                        TRACES,
                        GATEWAY));
        return List.copyOf(all);
    }

    private static Expectation must(
            String metric, String direction, double factor, Series series, List<String> versions) {
        return new Expectation(metric, direction, factor, series, versions, true);
    }

    private static Expectation may(
            String metric, String direction, Series series, List<String> versions) {
        return new Expectation(metric, direction, 0, series, versions, false);
    }
}
