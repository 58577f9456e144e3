/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStateTest {

    private static final ChartEngine ENGINE =
            new ChartEngine(Sim.minutes().withBudget(1, 2).withPhaseOne(30, 25));

    /** Two versions, an incident, a recovery, thin and empty windows. */
    private static void feed(Sim sim, int i) {
        double level = i > 80 && i < 100 ? 1 : 0;
        int n = i % 7 == 0 ? 2 : i % 11 == 0 ? 0 : 30;
        switch (sim.kind) {
            case LATENCY, VALUE -> {
                sim.fold(sim.values("a", n, level, 0.3));
                if (i > 50) {
                    sim.fold(sim.values("b", n, level + 0.02, 0.3));
                }
            }
            case RATIO -> {
                sim.fold(sim.counts("a", 10L * n, sim.binomial(10L * n, level > 0 ? 0.3 : 0.02)));
                if (i > 50) {
                    sim.fold(sim.counts("b", 10L * n, sim.binomial(10L * n, 0.02)));
                }
            }
            case COUNT -> sim.fold(sim.counts("a", n, level > 0 ? 0 : sim.poisson(40)));
            case GAUGE ->
                    sim.fold(sim.value("a", i % 11 == 0 ? Double.NaN : 9 * level + sim.normal()));
        }
        sim.window++;
    }

    @Property(tries = 30)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll MetricKind kind,
            @ForAll @IntRange(min = 0, max = 139) int at,
            @ForAll long seed) {
        continues(ENGINE, kind, seed, 140, at, KeyStateTest::feed);
    }

    /** Asserts that a series of windows goes on as before when it is saved and restored at one. */
    static void continues(
            ChartEngine engine,
            MetricKind kind,
            long seed,
            int windows,
            int at,
            ObjIntConsumer<Sim> feed) {
        Sim straight = new Sim(engine, kind, seed);
        Sim restored = new Sim(engine, kind, seed);
        for (int i = 0; i < windows; i++) {
            feed.accept(straight, i);
            feed.accept(restored, i);
            if (i == at) {
                byte[] bytes = restored.state.encode();
                restored.state = KeyState.decode(bytes);
                assertThat(restored.state.encode()).isEqualTo(bytes);
            }
        }
        assertThat(restored.points).isEqualTo(straight.points);
        assertThat(restored.episodes).isEqualTo(straight.episodes);
        assertThat(restored.state.encode()).isEqualTo(straight.state.encode());
    }

    @Property(tries = 20)
    void aFoldLeavesTheGivenStateAsItWas(
            @ForAll MetricKind kind, @ForAll @IntRange(min = 1, max = 139) int at) {
        Sim sim = new Sim(ENGINE, kind, 7);
        for (int i = 0; i < at; i++) {
            feed(sim, i);
        }
        byte[] before = sim.state.encode();
        KeyState given = sim.state;
        feed(sim, at);
        assertThat(given.encode()).isEqualTo(before);
    }

    @Test
    void statesAreSmall() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 1);
        int most = 0;
        for (int i = 0; i < 99; i++) {
            sim.logNormal("v1", 200, 0, 0.3);
            most = Math.max(most, sim.state.encode().length);
        }
        assertThat(most).isLessThan(1500);
        for (int i = 0; i < 30; i++) {
            sim.logNormal("v1", 200, 0, 0.3);
        }
        assertThat(sim.state.encode().length).isLessThan(1100);
        for (int v = 2; v < 6; v++) {
            for (int i = 0; i < 130; i++) {
                sim.fold(sim.values("v1", 200, 0, 0.3));
                sim.logNormal("v" + v, 200, i > 70 ? 3 : 0, 0.3);
            }
        }
        assertThat(sim.state.encode().length).isLessThan(7000);
    }

    /** Written by the last builds with these formats, 130 windows of the calls below. */
    @ParameterizedTest(name = "format {0}")
    @ValueSource(ints = {8, 10, 11})
    void formatsBeforeAreContinued(int format) throws IOException {
        byte[] bytes;
        String name = "key-state-format-" + format + ".hex";
        try (InputStream in = KeyStateTest.class.getResourceAsStream(name)) {
            String hex = new String(in.readAllBytes(), UTF_8);
            bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
        Sim sim = new Sim(new ChartEngine(Sim.minutes()), MetricKind.LATENCY, format);
        sim.window = 130;
        sim.state = KeyState.decode(bytes);
        sim.logNormal("v", 50, 0, 0.3);
        Point first = sim.points.get(0);
        assertThat(first.phase()).isEqualTo(Phase.WATCHING);
        assertThat(first.baselineId()).hasSize(16);
        for (int i = 0; i < 250; i++) {
            sim.logNormal("v", 50, 0, 0.3);
        }
        assertThat(sim.opened()).isZero();
        assertThat(sim.points.get(sim.points.size() - 1).baselineId())
                .as("refined since")
                .isNotEqualTo(first.baselineId());
        assertThat(sim.state.encode()[0]).isNotEqualTo(bytes[0]);
    }

    @Test
    void unknownAndDamagedBytesAreRefused() {
        Sim sim = new Sim(ENGINE, MetricKind.LATENCY, 1);
        for (int i = 0; i < 90; i++) {
            feed(sim, i);
        }
        byte[] bytes = sim.state.encode();
        byte[] other = bytes.clone();
        other[0] = 98;
        assertThatThrownBy(() -> KeyState.decode(other)).isInstanceOf(StateFormatException.class);
        for (int length = 0; length < bytes.length; length += 13) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> KeyState.decode(cut)).isInstanceOf(StateFormatException.class);
        }
    }

    @Test
    void aStateOfOtherSettingsIsLearnedAnew() {
        Sim sim = new Sim(ENGINE, MetricKind.LATENCY, 1);
        for (int i = 0; i < 60; i++) {
            feed(sim, i);
        }
        ChartEngine tenSeconds = new ChartEngine(EngineConfig.defaults(10_000_000_000L));
        sim.points.clear();
        sim.state = tenSeconds.fold(sim.key, sim.kind, sim.state, sim.values("a", 30, 0, 0.3), sim);
        assertThat(sim.points.get(0).phase()).isEqualTo(Phase.WARMUP);
    }
}
