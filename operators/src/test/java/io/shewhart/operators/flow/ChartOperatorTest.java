/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static io.shewhart.operators.flow.Windows.SECOND;
import static io.shewhart.operators.flow.Windows.at;
import static io.shewhart.operators.flow.Windows.nanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.shewhart.operators.chart.LimitRule;
import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeKind;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.Resolution;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.WindowAggregate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Charts over keyed state: order, closing of counts, expiry, and state that cannot be read. */
class ChartOperatorTest {
    private static final long TTL_SECONDS = 3 * 3600;
    private static final long SHIFT_END = 60L * 60;
    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final ChartSetup SETUP =
            new ChartSetup(
                    60 * SECOND,
                    11 * SECOND,
                    TTL_SECONDS * SECOND,
                    Long.MAX_VALUE,
                    1,
                    16,
                    25,
                    true,
                    List.of(),
                    Set.of(),
                    List.of("requests", "error_ratio"),
                    List.of());

    private static final ChartSetup LIMITED =
            new ChartSetup(
                    60 * SECOND,
                    11 * SECOND,
                    TTL_SECONDS * SECOND,
                    Long.MAX_VALUE,
                    1,
                    16,
                    25,
                    true,
                    List.of(),
                    Set.of(),
                    List.of("requests", "error_ratio"),
                    List.of(
                            rule("requests", FixedLimit.Statistic.COUNT, 10, NONE),
                            rule("error_ratio", FixedLimit.Statistic.RATIO, -NONE, 0.1),
                            rule("input_tokens", FixedLimit.Statistic.MEAN, -NONE, 500)));

    @Test
    void everyWindowHasItsPointsInOrder() throws Exception {
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            for (int minute = 1; minute <= 10; minute++) {
                rig.send(ratio(minute, 2)).watermark(at(60L * minute + 11));
            }
            assertThat(rig.out())
                    .filteredOn(point -> point.getChart().equals("laney_p"))
                    .extracting(ChartPoint::getEndTimeUnixNano)
                    .hasSize(10)
                    .isSorted();
            rig.checkpoint();
            assertThat(rig.quality())
                    .contains(entry("windows", 10L), entry("points", (long) rig.out().size()));
        }
    }

    @Test
    void aCountIsJudgedWhenItsWindowClosesAndOnTheSumOfItsVersions() throws Exception {
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            rig.send(requests("1", 1, 30)).send(requests("2", 1, 12));
            assertThat(rig.watermark(at(71) - 1).out()).isEmpty();
            assertThat(rig.watermark(at(71)).out())
                    .extracting(ChartPoint::getN)
                    .containsExactly(42L);
            rig.send(requests("1", 2, 41)).endOfTime();
            assertThat(rig.out()).extracting(ChartPoint::getN).containsExactly(42L, 41L);
        }
    }

    @Test
    void aJumpOfTheWatermarkTellsTheSameAsSteps() throws Exception {
        List<ChartPoint> steps;
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            for (int minute = 1; minute <= 40; minute++) {
                rig.send(requests("1", minute, 40 + minute % 7)).watermark(at(60L * minute + 11));
            }
            steps = rig.out();
        }
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            for (int minute = 1; minute <= 40; minute++) {
                rig.send(requests("1", minute, 40 + minute % 7));
            }
            assertThat(rig.endOfTime().out()).isEqualTo(steps).hasSize(40);
        }
    }

    @Test
    void aKeyWithoutWindowsExpiresAndResolvesItsEpisode() throws Exception {
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            openAnEpisode(rig);
            assertThat(rig.entries()).as("chart, identity").isEqualTo(2);
            rig.watermark(at(SHIFT_END + TTL_SECONDS - 1));
            assertThat(rig.entries()).isEqualTo(2);
            rig.watermark(at(SHIFT_END + TTL_SECONDS + 3600));
            assertThat(rig.entries()).isZero();
            assertThat(rig.timers()).isZero();
            Episode last = lastEpisode(rig);
            assertThat(last.getState()).isEqualTo(EpisodeState.EPISODE_STATE_RESOLVED);
            assertThat(last.getResolution()).isEqualTo(Resolution.RESOLUTION_NO_DATA);
            rig.checkpoint();
            assertThat(rig.quality())
                    .contains(
                            entry("keys_expired", 1L),
                            entry("episodes_opened", 1L),
                            entry("episodes_resolved", 1L));
        }
    }

    @Test
    void theEndOfTheInputExpiresNothing() throws Exception {
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            openAnEpisode(rig);
            int episodes = rig.side(Outputs.EPISODES).size();
            rig.endOfTime().finish();
            assertThat(rig.side(Outputs.EPISODES)).hasSize(episodes);
            assertThat(rig.entries()).isEqualTo(2);
            assertThat(rig.quality()).doesNotContainKey("keys_expired");
        }
    }

    @Test
    void aKeyThatGoesOnDoesNotExpireAndKeepsFewTimers() throws Exception {
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            for (int minute = 1; minute <= 600; minute++) {
                rig.send(requests("1", minute, 40)).watermark(at(60L * minute + 11));
            }
            assertThat(rig.entries()).isEqualTo(2);
            assertThat(rig.timers()).as("one an hour").isBetween(1, 5);
            rig.checkpoint();
            assertThat(rig.quality()).doesNotContainKey("keys_expired");
        }
    }

    @Test
    void stateThatCannotBeReadIsDroppedAndCountedAndTheChartLearnsAnew() throws Exception {
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            rig.send(ratio(1, 2)).send(ratio(2, 2));
            ValueState<byte[]> chart = chart(rig, ratio(2, 2));
            assertThat(chart.value()).isNotEmpty();
            chart.update("no chart".getBytes(StandardCharsets.UTF_8));
            rig.send(ratio(3, 2));
            rig.checkpoint();
            assertThat(rig.quality()).contains(entry("states_dropped", 1L), entry("windows", 3L));
            assertThat(rig.out().get(rig.out().size() - 1).getLearned()).isLessThanOrEqualTo(1);
            rig.send(ratio(4, 2)).checkpoint();
            assertThat(rig.quality()).contains(entry("states_dropped", 1L), entry("windows", 4L));
        }
    }

    @Test
    void restoringAndRescalingChangeNothing() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            feed(rig, 1, 30);
            feed(rig, 31, 60);
            take(rig.endOfTime(), expected);
        }
        OperatorSubtaskState one;
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            feed(rig, 1, 30);
            one = rig.checkpoint();
            take(rig, seen);
        }
        OperatorSubtaskState[] two = new OperatorSubtaskState[2];
        for (int i = 0; i < 2; i++) {
            try (Rig<WindowAggregate, ChartPoint> rig = open(2, i, Rig.part(one, 1, 2, i))) {
                // Closes the pending counts of this subtask's keys.
                two[i] = rig.watermark(at(60 * 30 + 11)).checkpoint();
                take(rig, seen);
            }
        }
        OperatorSubtaskState whole = AbstractStreamOperatorTestHarness.repackageState(two);
        try (Rig<WindowAggregate, ChartPoint> rig = start(Rig.part(whole, 2, 1, 0))) {
            feed(rig, 31, 60);
            take(rig.endOfTime(), seen);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** input_tokens is not charted, yet it has a limit; error_ratio has both. */
    @Test
    void fixedLimitsStandBesideTheChartsAndAreRestored() throws Exception {
        OperatorSubtaskState half;
        try (Rig<WindowAggregate, ChartPoint> rig = open(LIMITED, 1, 0, null)) {
            for (int minute = 1; minute <= 2; minute++) {
                rig.send(ratio(minute, 20)).send(tokens(minute, 900));
                rig.send(requests("1", minute, 3)).watermark(at(60L * minute + 11));
            }
            assertThat(rig.out())
                    .extracting(ChartPoint::getMetric, ChartPoint::getChart)
                    .contains(
                            tuple("error_ratio", "laney_p"),
                            tuple("error_ratio", "fixed_ratio"),
                            tuple("input_tokens", "fixed_mean"),
                            tuple("requests", "fixed_count"))
                    .doesNotContain(tuple("input_tokens", "i_prime"));
            assertThat(rig.side(Outputs.EPISODES))
                    .extracting(Episode::getMetric, Episode::getKind)
                    .containsExactlyInAnyOrder(
                            tuple("requests", EpisodeKind.EPISODE_KIND_THRESHOLD),
                            tuple("error_ratio", EpisodeKind.EPISODE_KIND_THRESHOLD),
                            tuple("input_tokens", EpisodeKind.EPISODE_KIND_THRESHOLD));
            half = rig.checkpoint();
        }
        try (Rig<WindowAggregate, ChartPoint> rig = open(LIMITED, 1, 0, half)) {
            rig.send(tokens(3, 10));
            assertThat(rig.out().get(0).getUcl()).isEqualTo(500);
            Episode end = lastEpisode(rig);
            assertThat(end.getState()).isEqualTo(EpisodeState.EPISODE_STATE_RESOLVED);
            assertThat(end.getResolution()).isEqualTo(Resolution.RESOLUTION_RECOVERED);
            assertThat(end.getSequence()).isEqualTo(1);
            assertThat(end.getSummary())
                    .isEqualTo(
                            "input_tokens of shop version 1: mean was above the fixed limit of 500"
                                    + " tokens, now 10 tokens and has recovered.");
            rig.watermark(at(180 + TTL_SECONDS + 3600));
            assertThat(rig.entries()).isZero();
            assertThat(rig.side(Outputs.EPISODES))
                    .filteredOn(e -> e.getResolution() == Resolution.RESOLUTION_NO_DATA)
                    .extracting(Episode::getMetric)
                    .containsExactlyInAnyOrder("requests", "error_ratio");
        }
    }

    private static WindowAggregate tokens(int minute, double mean) {
        return aggregate("input_tokens", "shop", "1", minute)
                .setRequests(50)
                .setCount(50)
                .setMean(mean)
                .build();
    }

    private static LimitRule rule(
            String metric, FixedLimit.Statistic statistic, double below, double above) {
        return new LimitRule(
                metric,
                Map.of("service", "shop"),
                new FixedLimit("fixed_" + statistic.quantity(), statistic, below, above, 0, 2, 1));
    }

    /** Fifty quiet windows, then failures. */
    private static void openAnEpisode(Rig<WindowAggregate, ChartPoint> rig) throws Exception {
        for (int minute = 1; minute <= 60; minute++) {
            rig.send(ratio(minute, minute <= 50 ? 2 + minute % 3 : 90));
            rig.watermark(at(60L * minute + 11));
        }
        assertThat(lastEpisode(rig).getState()).isNotEqualTo(EpisodeState.EPISODE_STATE_RESOLVED);
    }

    private static Episode lastEpisode(Rig<WindowAggregate, ChartPoint> rig) {
        List<Episode> episodes = rig.side(Outputs.EPISODES);
        assertThat(episodes).isNotEmpty();
        return episodes.get(episodes.size() - 1);
    }

    /** Counts of ten services and the errors of one. */
    private static void feed(Rig<WindowAggregate, ChartPoint> rig, int from, int to)
            throws Exception {
        for (int minute = from; minute <= to; minute++) {
            for (int service = 0; service < 10; service++) {
                rig.send(requests("s" + service, "1", minute, 40 + (minute * service) % 7));
            }
            rig.send(ratio(minute, 2 + minute % 3)).watermark(at(60L * minute));
        }
    }

    private static void take(Rig<WindowAggregate, ChartPoint> rig, List<String> into) {
        rig.out().forEach(point -> into.add(point.toString()));
        rig.side(Outputs.EPISODES).forEach(episode -> into.add(episode.toString()));
    }

    private static WindowAggregate requests(String version, int minute, long count) {
        return requests("shop", version, minute, count);
    }

    private static WindowAggregate requests(
            String service, String version, int minute, long count) {
        return aggregate("requests", service, version, minute)
                .setCount(count)
                .setRequests(count)
                .build();
    }

    /** The error ratio of a window: so many of a hundred. */
    private static WindowAggregate ratio(int minute, long errors) {
        return aggregate("error_ratio", "shop", "1", minute)
                .setRequests(100)
                .setCount(100)
                .setEvents(errors)
                .build();
    }

    private static WindowAggregate.Builder aggregate(
            String metric, String service, String version, int minute) {
        return WindowAggregate.newBuilder()
                .setMetric(metric)
                .setLabels(SeriesLabels.newBuilder().setService(service).setVersion(version))
                .setStartTimeUnixNano(nanos(60L * (minute - 1)))
                .setEndTimeUnixNano(nanos(60L * minute))
                .setComplete(true);
    }

    @Test
    void chartsThatCanAlarmAreToldWithEveryCheckpointAndAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (Rig<WindowAggregate, ChartPoint> rig = start(null)) {
            rig.send(ratio(1, 2)).send(requests("1", 1, 30)).send(requests("2", 1, 12));
            state = rig.watermark(at(71)).checkpoint();
            assertThat(rig.side(Outputs.CHART_LOAD)).containsExactly(Tuple3.of(0, 1, 2L));
            assertThat(level(rig, ChartLevel.CHART_KEYS)).isEqualTo(2);
            assertThat(level(rig, ChartLevel.STATE_BYTES)).isBetween(100L, 4_000L);
        }
        try (Rig<WindowAggregate, ChartPoint> rig = start(state)) {
            rig.watermark(at(TTL_SECONDS + 3 * 3600)).checkpoint();
            assertThat(rig.entries()).isZero();
            assertThat(level(rig, ChartLevel.CHART_KEYS)).isZero();
            assertThat(level(rig, ChartLevel.ALARMING_CHARTS)).isZero();
            assertThat(level(rig, ChartLevel.STATE_BYTES)).isZero();
            assertThat(rig.side(Outputs.CHART_LOAD)).containsExactly(Tuple3.of(0, 1, 0L));
        }
    }

    private static long level(Rig<WindowAggregate, ChartPoint> rig, ChartLevel level) {
        return ((ChartOperator) rig.operator()).levels().sum(level);
    }

    /** The operator's own state, in the scope of an aggregate's key. */
    private static ValueState<byte[]> chart(
            Rig<WindowAggregate, ChartPoint> rig, WindowAggregate aggregate) throws Exception {
        rig.operator().setCurrentKey(key(aggregate));
        return rig.operator()
                .getKeyedStateStore()
                .getState(
                        new ValueStateDescriptor<>(
                                "chart", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    private static Key128 key(WindowAggregate aggregate) {
        ChartKey key = ChartKey.of(aggregate);
        return new Key128(key.high(), key.low());
    }

    private static Rig<WindowAggregate, ChartPoint> start(OperatorSubtaskState state)
            throws Exception {
        return open(1, 0, state);
    }

    private static Rig<WindowAggregate, ChartPoint> open(
            int parallelism, int index, OperatorSubtaskState state) throws Exception {
        return open(SETUP, parallelism, index, state);
    }

    private static Rig<WindowAggregate, ChartPoint> open(
            ChartSetup setup, int parallelism, int index, OperatorSubtaskState state)
            throws Exception {
        return Rig.keyed(
                new ChartOperator(setup),
                ChartOperatorTest::key,
                ValueTypeInformation.key128(),
                ValueTypeInformation.proto(ChartPoint.getDefaultInstance()),
                parallelism,
                index,
                state);
    }
}
