/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine chose can be read where it matters, and only there. */
class ChoicesTest {

    private static Sim latencies(EngineConfig config, int windows) {
        Sim sim = new Sim(config, MetricKind.VALUE, 5);
        for (int i = 0; i < windows; i++) {
            sim.gaussian("v", 50, 0, 0.3, 0.1);
        }
        return sim;
    }

    private static List<String> descriptions(Sim sim) {
        return sim.points.stream().map(Point::description).filter(Objects::nonNull).toList();
    }

    @Test
    void aBaselineIsDescribedOnceOnItsFirstPoint() {
        Sim sim = latencies(Sim.minutes(), 100);
        assertThat(descriptions(sim)).isEmpty();
        sim.state = KeyState.decode(sim.state.encode());
        sim.gaussian("v", 50, 0, 0.3, 0.1);
        Point first = sim.points.get(sim.points.size() - 2);
        assertThat(first.chart()).isEqualTo("i_prime");
        assertThat(first.description())
                .startsWith("log scale; phase I of 100 subgroups: sigma 0.")
                .contains("between subgroups (Paule-Mandel) and 0.3")
                .contains("lag-one correlation", "i_prime limits ", "ewma (lambda 0.1) ")
                .endsWith(
                        "ARL0 2.95e+06 subgroups for each of 2 charts, so a second subgroup"
                                + " confirms");
        sim.gaussian("v", 50, 0, 0.3, 0.1);
        assertThat(descriptions(sim)).hasSize(1);
    }

    /** The limit that is told is the one that is drawn. */
    @Test
    void theLimitsAreThoseOfThePoints() {
        Sim sim = latencies(Sim.minutes(), 101);
        Point i = sim.points.get(sim.points.size() - 2);
        double limit = (StrictMath.log(i.ucl()) - StrictMath.log(i.center())) / i.sigma();
        assertThat(i.description()).contains("i_prime limits " + Choices.number(limit) + " sigma");
    }

    @Test
    void rulesThatAlarmAreToldWithTheirLines() {
        EngineConfig config = Sim.minutes().withAlarmRules(Set.of(ZoneRule.FOUR_OF_FIVE));
        assertThat(descriptions(latencies(config, 101)).get(0))
                .containsPattern("rule_4_of_5 lines [1-3]\\.\\d+ sigma")
                .contains("each of 3 charts");
    }

    @Test
    void overdispersionOfRatiosIsTold() {
        Sim binomial = new Sim(Sim.minutes(), MetricKind.RATIO, 1);
        Sim wide = new Sim(Sim.minutes(), MetricKind.RATIO, 1);
        for (int i = 0; i < 101; i++) {
            binomial.events("v", 1000, 49 + i % 3);
            wide.events("v", 1000, wide.poisson(50 * StrictMath.exp(0.4 * wide.normal())));
        }
        assertThat(descriptions(binomial).get(0))
                .contains("binomial (sigma_Z 1), exact binomial limits", "laney_p limits");
        assertThat(descriptions(wide).get(0))
                .containsPattern("more than binomial \\(sigma_Z [2-9]\\.\\d+\\), logit-normal");
    }

    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void everyEpisodeSaysWhatItRestsOn(MetricKind kind) {
        boolean follows = kind == MetricKind.COUNT || kind == MetricKind.GAUGE;
        for (int before : new int[] {40, 160}) {
            Sim sim = new Sim(Sim.minutes().withBudget(1, 1), kind, 3);
            for (int i = 0; i < before + 10; i++) {
                boolean wrong = i >= before;
                switch (kind) {
                    case RATIO -> sim.events("v", 500, sim.binomial(500, wrong ? 0.5 : 0.05));
                    case COUNT -> sim.requests(sim.poisson(wrong ? 400 : 50));
                    default -> sim.gaussian("v", 50, wrong ? 3 : 0, 0.3, 0.1);
                }
            }
            assertThat(sim.episodes).isNotEmpty();
            for (EpisodeEvent e : sim.episodes) {
                boolean learning = e.baselineId().isEmpty() && !follows;
                assertThat(e.description())
                        .startsWith(learning ? "learning, " : start(kind))
                        .contains("ARL0");
            }
            assertThat(sim.last().baselineId().isEmpty()).isEqualTo(before == 40 || follows);
        }
    }

    private static String start(MetricKind kind) {
        return switch (kind) {
            case RATIO -> "ratio; phase I of 100";
            case COUNT -> "negative binomial about a Holt forecast";
            case GAUGE -> "gauge about the level of the last windows from ";
            default -> "log scale; phase I of ";
        };
    }
}
