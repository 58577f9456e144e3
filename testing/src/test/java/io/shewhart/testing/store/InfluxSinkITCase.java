/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import static io.shewhart.testing.store.ScriptedStore.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.TokenSource;
import io.shewhart.operators.influx.WriteLimits;
import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the store does and wherever the job fails, in the end the store holds exactly the points
 * that it did not refuse, and the job was restarted for its own failures only.
 */
final class InfluxSinkITCase {
    private static final int POINTS = 6_000;
    private static final int SUBTASKS = 2;

    @TempDir Path directory;

    @Test
    void failuresOfTheJobNeitherLoseNorDouble() throws Exception {
        try (ScriptedStore store = new ScriptedStore((exchange, number, lines) -> false)) {
            SinkJob job = new SinkJob("failures", settings(store.url()), POINTS, 3_000);
            job.failures.addAll(List.of(500L, 1_700L, 2_900L, 3_200L, 5_990L));
            run(job);
            assertThat(store.points).isEqualTo(expected(POINTS));
            assertThat(job.starts).hasValue(SUBTASKS + 5);
            assertThat(store.mostUnderWay.get()).isLessThanOrEqualTo(SUBTASKS);
        }
    }

    @Test
    void everyKindOfTroubleAtOnce() throws Exception {
        SplittableRandom random = new SplittableRandom(20261123);
        ScriptedStore.Script troubles =
                (exchange, number, lines) -> {
                    int dice;
                    synchronized (random) {
                        dice = random.nextInt(12);
                    }
                    switch (dice) {
                        case 0 -> {
                            return reply(exchange, 500, "{\"message\":\"engine: out of luck\"}");
                        }
                        case 1 -> {
                            exchange.getResponseHeaders().add("Retry-After", "0");
                            return reply(exchange, 429, "");
                        }
                        case 2 -> {
                            // The connection is lost before an answer.
                            exchange.close();
                            return true;
                        }
                        case 3 -> Await.pause(100);
                        case 4 -> {
                            return reply(exchange, 401, "{\"message\":\"unauthorized\"}");
                        }
                        default -> {}
                    }
                    if (lines.size() > 40) {
                        return reply(exchange, 413, "too much");
                    }
                    for (int i = 0; i < lines.size(); i++) {
                        if (poison(lines.get(i))) {
                            return reply(
                                    exchange,
                                    400,
                                    dice % 2 == 0 ? "{\"line\":" + (i + 1) + "}" : "no");
                        }
                    }
                    return false;
                };
        try (ScriptedStore store = new ScriptedStore(troubles)) {
            SinkJob job = new SinkJob("troubles", settings(store.url()), POINTS, 3_000);
            job.failures.addAll(List.of(900L, 4_000L));
            run(job);
            Map<String, String> expected = expected(POINTS);
            expected.values().removeIf(InfluxSinkITCase::poison);
            assertThat(expected).hasSizeBetween(POINTS - 100, POINTS - 5);
            assertThat(store.points("llm_window")).isEqualTo(expected);
            assertThat(store.points("llm_refused").values())
                    .isNotEmpty()
                    .allSatisfy(fields -> assertThat(fields).contains("llm_window,"));
            assertThat(job.starts).hasValue(SUBTASKS + 2);
        }
    }

    @Test
    void checkpointsGoOnWhileTheStoreHangsAndWhenItIsDown() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        ScriptedStore.Script hangs =
                (exchange, number, lines) -> {
                    if (answers.incrementAndGet() > 3) {
                        released.await();
                    }
                    return false;
                };
        try (ScriptedStore store = new ScriptedStore(hangs)) {
            // Slow enough for the points to last, on any machine, until the store is back.
            SinkJob job = new SinkJob("hangs", settings(store.url()), POINTS, 50);
            try (MiniJob running = job.start(directory)) {
                Await.until("requests", job, () -> answers.get() > 4);
                int before = job.checkpoints.get();
                Await.until(
                        "checkpoints", job, () -> job.checkpoints.get() > before + 10 * SUBTASKS);
                // A restart in the middle: what hangs is in the checkpoint.
                job.failures.addAll(LongStream.range(0, POINTS).boxed().toList());
                Await.until("a restart", job, () -> job.starts.get() > SUBTASKS);
                job.failures.clear();
                store.script = (exchange, number, lines) -> reply(exchange, 503, "down");
                released.countDown();
                int down = job.checkpoints.get();
                Await.until("checkpoints", job, () -> job.checkpoints.get() > down + 10 * SUBTASKS);
                store.script = (exchange, number, lines) -> false;
                job.perSecond = 100_000;
                running.finish();
            }
            assertThat(store.points).isEqualTo(expected(POINTS));
        }
    }

    @Test
    void aFullBufferHoldsTheJobBackAndLosesNothing() throws Exception {
        ScriptedStore.Script slow =
                (exchange, number, lines) -> {
                    Await.pause(20);
                    return false;
                };
        try (ScriptedStore store = new ScriptedStore(slow)) {
            InfluxSettings small =
                    settings(store.url(), new WriteLimits(20, 100_000, 10_000, 50, 20, 100));
            run(new SinkJob("slow", small, POINTS, 1_000_000));
            assertThat(store.points).isEqualTo(expected(POINTS));
            assertThat(store.mostUnderWay.get()).isLessThanOrEqualTo(SUBTASKS);
        }
    }

    @Test
    void aRealStoreThatIsRestartedHoldsEveryPointOnce() throws Exception {
        Path data = Files.createDirectory(directory.resolve("questdb"));
        QuestDbStore first = QuestDbStore.start(data, 0);
        int port = first.port();
        SinkJob job = new SinkJob("questdb", settings(first.url()), POINTS, 2_000);
        job.failures.addAll(List.of(1_000L, 4_500L));
        MiniJob running = job.start(Files.createDirectory(directory.resolve("checkpoints")));
        Await.until("points in the store", job, () -> count(first) > 200);
        first.close();
        Await.pause(1_500);
        try (running;
                QuestDbStore second = QuestDbStore.start(data, port)) {
            running.finish();
            Await.until("all points in the store", () -> count(second) >= POINTS);
            List<Map<String, String>> sums =
                    second.query(
                            "SELECT count() n, count_distinct(\"count\") ids, sum(\"count\") sum"
                                    + " FROM llm_window");
            assertThat(sums)
                    .containsExactly(
                            Map.of(
                                    "n",
                                    "" + POINTS,
                                    "ids",
                                    "" + POINTS,
                                    "sum",
                                    "" + (long) POINTS * (POINTS - 1) / 2));
            List<Map<String, String>> one =
                    second.query("SELECT * FROM llm_window WHERE \"count\" = 4567");
            assertThat(one).hasSize(1);
            assertThat(one.get(0))
                    .containsEntry("service", "service 17")
                    .containsEntry("model", "a,b=c\uFF3C")
                    .containsEntry("version", "unknown")
                    .containsEntry("value", Double.toString(4567 / 8.0))
                    .containsEntry("complete", "true")
                    .containsEntry("sum", null)
                    .containsEntry("timestamp", "2026-11-23T00:01:31.000000Z");
        }
    }

    private void run(SinkJob job) throws Exception {
        try (MiniJob running = job.start(directory)) {
            running.finish();
        }
    }

    private static Map<String, String> expected(int points) {
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < points; i++) {
            // Written down, not encoded: what is compared with must not come from the same code.
            expected.put(
                    "llm_window,environment=unknown,metric=ttft,model=a\\,b\\=c\uFF3C,"
                            + "operation=unknown,provider=unknown,service=service\\ "
                            + i % 50
                            + ",vantage=unknown,version=unknown "
                            + (1_795_392_000L + i / 50)
                            + "000000000",
                    " count="
                            + i
                            + "i,requests=0i,events=0i,value="
                            + i / 8.0
                            + ",complete=true,exemplars=\"\"");
        }
        return expected;
    }

    /** Some points, by their number; what tells of them is not among them. */
    private static boolean poison(String text) {
        return text.matches(".* count=\\d*77i,requests.*") && !text.startsWith("llm_refused");
    }

    private static InfluxSettings settings(String url) {
        return settings(url, new WriteLimits(100, 100_000, 10_000_000, 50, 20, 100));
    }

    private static InfluxSettings settings(String url, WriteLimits limits) {
        return new InfluxSettings(
                url, "", "shewhart", TokenSource.NONE, 1_000, 60_000, false, limits);
    }

    private static long count(QuestDbStore store) {
        try {
            return Long.parseLong(store.query("SELECT count() n FROM llm_window").get(0).get("n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
