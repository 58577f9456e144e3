/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The same traces with and without each incident. */
class IncidentTest {
    private static final int TRACES = 2500;
    private static final SimOptions QUIET = Captured.options(5, 6 * 3600, 2.5);
    private static final IncidentPlan PLAN = new IncidentPlan(with(6, IncidentKind.values()));

    @Test
    void incidentsLieApartAfterLearningAndWithinTheCapture() {
        assertThat(PLAN.leftOut).isEmpty();
        assertThat(PLAN.staged).hasSize(6);
        long free = QUIET.start() + 2 * SimOptions.HOUR + 15 * SimOptions.MINUTE;
        for (Incident incident : PLAN.staged) {
            assertThat(incident.start()).isGreaterThanOrEqualTo(free);
            assertThat(incident.end())
                    .isLessThan(QUIET.start() + 6 * SimOptions.HOUR - 5 * SimOptions.MINUTE);
            free = incident.end() + 10 * SimOptions.MINUTE;
        }
    }

    @Test
    void aShortCaptureStagesWhatItHasRoomFor() {
        IncidentPlan short1 = new IncidentPlan(with(2, IncidentKind.values()));
        assertThat(short1.staged).isEmpty();
        assertThat(short1.leftOut).containsExactly(IncidentKind.values());
        IncidentPlan short3 = new IncidentPlan(with(3, IncidentKind.values()));
        assertThat(short3.staged.stream().map(Incident::kind))
                .containsExactly(IncidentKind.SLOW_MODEL_SERVER);
    }

    @Test
    void aSlowModelServerIsSeenFromBothSides() {
        Predicate<CallTruth> app = call -> call.vantage().equals("app") && chat(call, Model.LLAMA);
        Predicate<CallTruth> server = call -> call.vantage().equals("server");
        assertThat(ratio(IncidentKind.SLOW_MODEL_SERVER, app, CallTruth::ttftNanos))
                .isCloseTo(2, within(0.1));
        assertThat(ratio(IncidentKind.SLOW_MODEL_SERVER, server, CallTruth::ttftNanos))
                .isCloseTo(2, within(0.001));
        untouched(IncidentKind.SLOW_MODEL_SERVER, call -> chat(call, Model.GPT_4O));
    }

    @Test
    void aThroughputDropStretchesTheTimeBetweenTokens() {
        assertThat(
                        ratio(
                                IncidentKind.TOKEN_THROUGHPUT_DROP,
                                call -> chat(call, Model.GPT_4O),
                                IncidentTest::tpot))
                .isCloseTo(1.6, within(0.02));
        untouched(IncidentKind.TOKEN_THROUGHPUT_DROP, call -> chat(call, Model.GPT_5_MINI));
    }

    @Test
    void longerAnswersHaveMoreTokens() {
        assertThat(
                        ratio(
                                IncidentKind.LONGER_ANSWERS,
                                call -> chat(call, Model.CLAUDE_SONNET),
                                CallTruth::outputTokens))
                .isCloseTo(1.8, within(0.02));
    }

    @Test
    void anErrorBurstFailsOneCallInFive() {
        List<CallTruth> calls = calls(PLAN, IncidentKind.ERROR_BURST);
        assertThat(errorRate(calls, Model.CLAUDE_SONNET)).isCloseTo(0.2, within(0.05));
        assertThat(errorRate(calls, Model.GPT_4O)).isLessThan(0.02);
        assertThat(errorRate(calls(new IncidentPlan(QUIET), null), Model.CLAUDE_SONNET))
                .isBetween(0.001, 0.02);
    }

    @Test
    void aBadReleaseIsSlowAndEndsWithItsIncident() {
        List<CallTruth> during = calls(PLAN, IncidentKind.BAD_RELEASE);
        assertThat(during).anyMatch(call -> call.process() == ServiceProcess.ORCHESTRATOR_BAD);
        assertThat(during).anyMatch(call -> call.process() == ServiceProcess.ORCHESTRATOR_CANARY);
        Predicate<CallTruth> bad =
                call ->
                        call.process() == ServiceProcess.ORCHESTRATOR_BAD
                                && chat(call, Model.GPT_5_MINI);
        // The same traces go to the first release when nothing is staged.
        double slow = geometricMean(during, bad, CallTruth::ttftNanos);
        double normal =
                geometricMean(
                        calls(new IncidentPlan(QUIET), IncidentKind.BAD_RELEASE),
                        call -> chat(call, Model.GPT_5_MINI),
                        CallTruth::ttftNanos);
        assertThat(slow / normal).isCloseTo(1.5, within(0.1));
        assertThat(calls(PLAN, IncidentKind.VANISHED_TRAFFIC))
                .noneMatch(call -> call.process() == ServiceProcess.ORCHESTRATOR_BAD);
    }

    @Test
    void vanishedTrafficLeavesNothing() {
        List<CallTruth> calls = calls(PLAN, IncidentKind.VANISHED_TRAFFIC);
        assertThat(calls).noneMatch(call -> chat(call, Model.GPT_5_MINI));
        assertThat(calls).anyMatch(call -> chat(call, Model.GPT_4O));
    }

    @Test
    void whatMustMoveMovesAsFarAsTheTruthSays() {
        for (IncidentKind kind : IncidentKind.values()) {
            List<CallTruth> during = calls(PLAN, kind);
            List<CallTruth> quiet = calls(new IncidentPlan(QUIET), kind);
            List<Expectation> must =
                    Expectation.of(kind).stream().filter(Expectation::must).toList();
            assertThat(must).as(kind.label).isNotEmpty();
            for (Expectation expectation : must) {
                Predicate<CallTruth> version =
                        call -> expectation.versions().contains(call.process().version);
                double moved =
                        level(during, expectation, version)
                                / level(quiet, expectation, call -> true);
                String what = kind.label + " " + expectation;
                assertThat(moved > 1).as(what).isEqualTo(expectation.direction().equals("up"));
                // Where calls fail seldom, the ratio of two rates has no such precision.
                if (expectation.factor() > 0 && kind != IncidentKind.ERROR_BURST) {
                    assertThat(moved / expectation.factor()).as(what).isCloseTo(1, within(0.1));
                }
            }
        }
    }

    private static double level(
            List<CallTruth> calls, Expectation expectation, Predicate<CallTruth> version) {
        List<CallTruth> series =
                calls.stream()
                        .filter(call -> belongs(call, expectation.series()))
                        .filter(version)
                        .toList();
        return switch (expectation.metric()) {
            case "requests" -> series.size();
            case "error_ratio" -> errorRate(series, call -> true);
            case "ttft" -> geometricMean(series, call -> true, CallTruth::ttftNanos);
            case "tpot" -> geometricMean(series, call -> true, IncidentTest::tpot);
            case "output_tokens" -> geometricMean(series, call -> true, CallTruth::outputTokens);
            case "duration" ->
                    geometricMean(series, call -> true, call -> call.end() - call.start());
            default -> throw new AssertionError(expectation);
        };
    }

    private static boolean belongs(CallTruth call, Expectation.Series series) {
        return call.process().service.equals(series.service())
                && Objects.equals(call.provider(), series.provider())
                && Objects.equals(call.requestModel(), series.model())
                && call.operation().equals(series.operation())
                && call.vantage().equals(series.vantage());
    }

    private static SimOptions with(long hours, IncidentKind... kinds) {
        return new SimOptions(
                QUIET.seed(),
                QUIET.start(),
                hours * SimOptions.HOUR,
                2.5,
                0.3,
                0.25,
                0.01,
                0.01,
                Arrays.asList(kinds));
    }

    /** Calls of traces that start a minute into the incident (null: in the first hour). */
    private static List<CallTruth> calls(IncidentPlan plan, IncidentKind kind) {
        long time = QUIET.start();
        for (Incident incident : PLAN.staged) {
            if (incident.kind() == kind) {
                time = incident.start() + SimOptions.MINUTE;
            }
        }
        TraceModel model = new TraceModel(QUIET, plan);
        List<CallTruth> calls = new ArrayList<>();
        for (long i = 0; i < TRACES; i++) {
            for (SimSpan span : model.trace(i, time)) {
                if (span.call != null) {
                    calls.add(span.call);
                }
            }
        }
        return calls;
    }

    private static double ratio(
            IncidentKind kind, Predicate<CallTruth> which, ToDoubleFunction<CallTruth> metric) {
        return geometricMean(calls(PLAN, kind), which, metric)
                / geometricMean(calls(new IncidentPlan(QUIET), kind), which, metric);
    }

    private static void untouched(IncidentKind kind, Predicate<CallTruth> which) {
        assertThat(ratio(kind, which, CallTruth::ttftNanos)).isEqualTo(1);
        assertThat(ratio(kind, which, IncidentTest::tpot)).isEqualTo(1);
    }

    private static double geometricMean(
            List<CallTruth> calls, Predicate<CallTruth> which, ToDoubleFunction<CallTruth> metric) {
        double[] values =
                calls.stream()
                        .filter(call -> call.ttftNanos() > 0 && call.errorType() == null)
                        .filter(which)
                        .mapToDouble(metric)
                        .toArray();
        assertThat(values).hasSizeGreaterThan(50);
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElseThrow());
    }

    private static double errorRate(List<CallTruth> calls, Model model) {
        return errorRate(calls, call -> chat(call, model));
    }

    private static double errorRate(List<CallTruth> calls, Predicate<CallTruth> which) {
        List<CallTruth> all = calls.stream().filter(which).toList();
        return all.stream().filter(call -> call.errorType() != null).count() / (double) all.size();
    }

    private static double tpot(CallTruth call) {
        return (call.end() - call.start() - call.ttftNanos()) / (double) (call.outputTokens() - 1);
    }

    private static boolean chat(CallTruth call, Model model) {
        return model.requestName.equals(call.requestModel());
    }
}
