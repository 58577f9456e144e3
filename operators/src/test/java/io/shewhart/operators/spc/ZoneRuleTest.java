/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneRuleTest {

    /**
     * Two-sided ARL0 alone, spc.md section 3 (exact Markov chain): 510.69 and 291.32. The two sides
     * share the newest points, so twice the one-sided rate is exact to about 1 in 1,000 only.
     */
    @ParameterizedTest
    @CsvSource({"TWO_OF_THREE, 2, 510.69", "FOUR_OF_FIVE, 1, 291.32"})
    void textbookLinesHaveTheirKnownRunLength(ZoneRule rule, double line, double arl0) {
        double arl = 1 / (2 * ZoneRate.exact(rule, line, 0));
        assertThat(arl / arl0).isCloseTo(1, within(0.01));
    }

    /** The chain with a correlation, taken to none, is the chain without. */
    @ParameterizedTest
    @CsvSource({"TWO_OF_THREE, 2.5", "FOUR_OF_FIVE, 1.5"})
    void theCorrelatedChainMeetsTheSimpleOne(ZoneRule rule, double line) {
        assertThat(ZoneRate.exact(rule, line, 1e-9) / ZoneRate.exact(rule, line, 0))
                .isCloseTo(1, within(1e-6));
        assertThat(ZoneRate.of(rule, 0.5).at(line + 0.06) / ZoneRate.exact(rule, line + 0.06, 0.5))
                .isCloseTo(1, within(0.01));
    }

    /** Run lengths of the real rules on simulated series, within three standard errors. */
    @ParameterizedTest
    @CsvSource({
        "TWO_OF_THREE, 400, 0",
        "FOUR_OF_FIVE, 400, 0",
        "TWO_OF_THREE, 1000, 0.5",
        "FOUR_OF_FIVE, 1000, 0.5"
    })
    void movedLinesKeepTheRunLength(ZoneRule rule, double arl0, double phi) {
        double line = new LimitSolver(arl0, 0.1).zone(rule, LimitSolver.KNOWN, phi);
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 11);
        int runs = 4000;
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            RunRules rules = RunRules.EMPTY;
            double x = sim.normal();
            int length = 0;
            do {
                rules = rules.add(x);
                x = phi * x + Math.sqrt(1 - phi * phi) * sim.normal();
                length++;
            } while (rules.completes(rule, line) == 0);
            sum += length;
            squares += (double) length * length;
        }
        double mean = sum / runs;
        double error = Math.sqrt((squares / runs - mean * mean) / runs);
        // a series starts without a past, which delays a rule by less than its own length
        assertThat(mean).isBetween(arl0 - 3 * error, arl0 + 3 * error + rule.of);
    }

    @Test
    void aRuleIsOneMoreChartOfAKeyAndSpendsFromItsShare() {
        EngineConfig plain = Sim.minutes();
        EngineConfig both = plain.withAlarmRules(EnumSet.allOf(ZoneRule.class));
        ChartEngine without = new ChartEngine(plain);
        ChartEngine with = new ChartEngine(both);
        assertThat(without.alarmingCharts(MetricKind.LATENCY)).isEqualTo(3);
        assertThat(with.alarmingCharts(MetricKind.LATENCY)).isEqualTo(5);
        assertThat(with.alarmingCharts(MetricKind.RATIO)).isEqualTo(2);
        assertThat(with.arl0(MetricKind.LATENCY) / without.arl0(MetricKind.LATENCY))
                .isCloseTo(5.0 / 3, within(1e-12));
    }

    private static List<Point> rulePoints(Sim sim) {
        return sim.points.stream().filter(p -> p.chart().startsWith("rule_")).toList();
    }

    @Test
    void withoutConfigurationRulesOnlyExplain() {
        Sim sim = new Sim(Sim.minutes().withPhaseOne(30, 25), MetricKind.LATENCY, 5);
        for (int i = 0; i < 60; i++) {
            sim.gaussian("v", 50, 0, 0.3, 0.1);
        }
        assertThat(rulePoints(sim)).isEmpty();
    }

    /** Two of three subgroups beyond the line, none of them beyond the limit of I-prime. */
    @Test
    void aRunAlarmsByItself() {
        EngineConfig config =
                Sim.minutes().withPhaseOne(100, 25).withAlarmRules(Set.of(ZoneRule.TWO_OF_THREE));
        Sim sim = new Sim(config, MetricKind.VALUE, 5);
        for (int i = 0; i < 120; i++) {
            sim.gaussian("v", 50, 0, 0.3, 0.1);
        }
        assertThat(sim.episodes).isEmpty();
        Point rule = rulePoints(sim).get(0);
        double sigma = rule.sigma();
        double line = (StrictMath.log(rule.ucl()) - StrictMath.log(rule.center())) / sigma;
        assertThat(line).isBetween(2.5, 5.0);
        double level = StrictMath.log(rule.center()) + (line + 0.1) * sigma;
        for (int i = 0; i < 2; i++) {
            sim.gaussian("v", 50_000_000, level, 0.0001, 0);
        }
        EpisodeEvent opened = sim.episodes.get(0);
        assertThat(opened.charts()).contains("rule_2_of_3");
        assertThat(opened.description()).contains("rule_2_of_3 lines");
        assertThat(opened.direction()).isEqualTo(1);
    }

    /**
     * False alarms with a baseline from phase I: 100 series of 700 watched windows, two rules of
     * ARL0 700 and four charts in all, are worth 100 signals of each rule. The band is the issue's
     * for an estimated phase I, 0.3 to 1.5 of the budget: the correlation is guarded by 0.9
     * standard errors, which moves the lines out where there is none.
     */
    @Test
    void rulesKeepTheirShareWithAnEstimatedBaseline() {
        double arl0 = 700;
        EngineConfig config =
                Sim.minutes()
                        .withBudget(1440 * 4 / arl0, 1)
                        .withAlarmRules(EnumSet.allOf(ZoneRule.class));
        ChartEngine engine = new ChartEngine(config);
        assertThat(engine.arl0(MetricKind.VALUE)).isCloseTo(arl0, within(1e-6));
        int[] signals = new int[2];
        EngineContext context = new EngineContext(config, MetricKind.VALUE);
        for (int s = 0; s < 100; s++) {
            LocationChart chart = new LocationChart(LocationScale.LOG);
            count(chart, context, new Sim(engine, MetricKind.VALUE, 300 + s), signals);
        }
        assertThat(signals[0]).isBetween(30, 150);
        assertThat(signals[1]).isBetween(30, 150);
    }

    /** Counts the first signal of each cluster. */
    private static void count(LocationChart chart, EngineContext context, Sim sim, int[] signals) {
        int[] last = {-10, -10};
        for (int i = 0; i < 800; i++) {
            List<Judgement> out = new ArrayList<>();
            double x = 0.1 * sim.normal();
            long end = sim.end(sim.window);
            WindowSummary w =
                    new WindowSummary(
                            "v",
                            end - Sim.MINUTE,
                            end,
                            true,
                            50,
                            50,
                            0,
                            StrictMath.exp(x),
                            0.09,
                            50,
                            x,
                            0.09,
                            null);
            chart.fold(new Fold(context, "00", "v", false, out), w, chart.baseline());
            for (Judgement j : out) {
                int rule = j.chart == ChartName.TWO_OF_THREE ? 0 : 1;
                boolean is = rule == 0 || j.chart == ChartName.FOUR_OF_FIVE;
                if (is && j.beyond != 0) {
                    signals[rule] += i - last[rule] > 4 ? 1 : 0;
                    last[rule] = i;
                }
            }
            sim.window++;
        }
    }
}
