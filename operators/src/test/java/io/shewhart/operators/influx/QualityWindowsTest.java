/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.shewhart.schemas.v1.QualityCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class QualityWindowsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Example
    void aWindowIsHandedOutWhenItsCheckpointIsComplete() {
        QualityWindows windows = new QualityWindows(MINUTE);
        windows.add(count("source", "spans", 3));
        windows.add(count("source", "spans", 4));
        windows.add(count("charts", "points", 1));
        windows.close(1, 61_000);
        assertThat(windows.lastEnd()).isEqualTo(60_000);
        windows.add(count("source", "spans", 5));
        List<QualityCount> out = new ArrayList<>();
        windows.release(0, out::add);
        assertThat(out).isEmpty();
        windows.release(1, out::add);
        assertThat(out)
                .containsExactly(
                        at(count("charts", "points", 1), 60_000),
                        at(count("source", "spans", 7), 60_000));
        windows.release(1, out::add);
        assertThat(out).hasSize(2);
        windows.close(2, 119_999);
        windows.release(2, out::add);
        assertThat(out).as("the window is not over").hasSize(2);
        windows.close(3, 120_000);
        windows.release(3, out::add);
        assertThat(out).hasSize(3).contains(at(count("source", "spans", 5), 120_000));
    }

    @Example
    void ofLevelsTheNewestStandsAndSurvivesARestore() {
        QualityWindows windows = new QualityWindows(MINUTE);
        windows.add(level(70));
        windows.add(level(30));
        QualityWindows restored = new QualityWindows(MINUTE);
        restored.restore(0, windows.contents());
        restored.add(level(50));
        restored.add(count("charts", "points", 2));
        restored.close(1, 60_000);
        List<QualityCount> out = new ArrayList<>();
        restored.release(1, out::add);
        assertThat(out)
                .extracting(QualityCount::getReason, QualityCount::getCount)
                .containsExactly(tuple("alarming_charts", 50L), tuple("points", 2L));
    }

    private static QualityCount level(long value) {
        return count("budget", "alarming_charts", value).toBuilder().setLevel(true).build();
    }

    @Example
    void theEndOfInputHandsOutEverything() {
        QualityWindows windows = new QualityWindows(MINUTE);
        windows.close(1, 60_000);
        windows.add(count("source", "spans", 3));
        List<QualityCount> out = new ArrayList<>();
        windows.finish(61_000, out::add);
        assertThat(out).containsExactly(at(count("source", "spans", 3), 120_000));
    }

    /**
     * A store in which the last write of an identity wins holds every count once, wherever the job
     * fails: counts since the last complete checkpoint are counted again, as Flink does.
     */
    @Property(tries = 1_000)
    void failuresNeitherLoseNorDouble(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Long> store = new HashMap<>();
        QualityWindows windows = new QualityWindows(MINUTE);
        long time = 1_000_000;
        long counted = 0;
        long countedAtCheckpoint = 0;
        List<QualityCount> checkpoint = List.of();
        long checkpointEnd = 0;
        for (long id = 1; id < 60; id++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                windows.add(count("source", "spans", 1));
                counted++;
            }
            time += random.nextLong(90_000);
            windows.close(id, time);
            List<QualityCount> contents = windows.contents();
            if (random.nextInt(5) > 0) {
                checkpoint = contents;
                checkpointEnd = windows.lastEnd();
                countedAtCheckpoint = counted;
                if (random.nextInt(5) > 0) {
                    windows.release(
                            id, count -> store.merge(key(count), count.getCount(), (a, b) -> b));
                }
            }
            if (random.nextInt(5) == 0) {
                windows = new QualityWindows(MINUTE);
                windows.restore(checkpointEnd, checkpoint);
                counted = countedAtCheckpoint;
            }
        }
        windows.finish(time, count -> store.merge(key(count), count.getCount(), (a, b) -> b));
        assertThat(store.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(counted);
    }

    private static String key(QualityCount count) {
        return count.getStage() + ' ' + count.getReason() + ' ' + count.getEndTimeUnixNano();
    }

    private static QualityCount count(String stage, String reason, long count) {
        return QualityCount.newBuilder().setStage(stage).setReason(reason).setCount(count).build();
    }

    private static QualityCount at(QualityCount count, long millis) {
        return count.toBuilder().setEndTimeUnixNano(millis * 1_000_000).build();
    }
}
