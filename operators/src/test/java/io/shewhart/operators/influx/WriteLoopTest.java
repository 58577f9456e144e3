/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class WriteLoopTest {
    private static final StoreReply OK = new StoreReply(204, 0, "");
    private static final WriteLimits LIMITS = new WriteLimits(10, 1_000, 100_000, 50, 100, 1_000);

    @Property(tries = 500)
    void everyLineIsWrittenInOrderOrRefusedAlone(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double trouble = random.nextDouble(0.9);
        boolean names = random.nextBoolean();
        FakeStore store =
                loop(
                        lines -> {
                            if (random.nextDouble() < trouble) {
                                int[] statuses = {0, 401, 404, 429, 500, 503};
                                return reply(statuses[random.nextInt(statuses.length)], "");
                            }
                            return answer(lines, names);
                        },
                        random);
        List<String> expected = new ArrayList<>();
        List<String> poison = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean bad = random.nextDouble() < 0.05;
            String line = (bad ? "bad,n=" : "good,n=") + i + " f=1i " + i;
            (bad ? poison : expected).add(line);
            store.loop.add(bytes(line));
            while (random.nextInt(4) == 0 && store.step()) {
                assertThat(store.loop.unwritten().size()).isEqualTo(store.loop.size());
            }
        }
        store.run();
        assertThat(data(store.written)).isEqualTo(expected);
        assertThat(store.refused).isEqualTo(poison);
        assertThat(store.written).hasSize(expected.size() + poison.size());
        assertThat(store.loop.footprint()).isZero();
        assertThat(store.loop.size()).isZero();
    }

    @Property(tries = 200)
    void whatACheckpointHoldsAndWhatIsWrittenIsEverything(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FakeStore store = loop(lines -> random.nextInt(3) > 0 ? OK : reply(503, ""), random);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String line = "good,n=" + i + " f=1i " + i;
            all.add(line);
            store.loop.add(bytes(line));
            if (random.nextInt(3) == 0) {
                store.step();
            }
            List<String> both = new ArrayList<>(store.written);
            both.addAll(FakeStore.strings(store.loop.unwritten()));
            assertThat(both).isEqualTo(all);
        }
    }

    @Example
    void aBatchIsFullByLinesOrBytesOrTime() {
        FakeStore store = loop(lines -> OK, new SplittableRandom(1));
        for (int i = 0; i < 9; i++) {
            store.loop.add(bytes("good,n=" + i + " f=1i 0"));
        }
        assertThat(store.requests).isEmpty();
        store.loop.add(bytes("good,n=9 f=1i 0"));
        assertThat(store.requests).hasSize(1);
        store.run();

        store.loop.add(bytes("good,n=" + "x".repeat(600) + " f=1i 0"));
        store.loop.add(bytes("good,n=" + "y".repeat(600) + " f=1i 0"));
        assertThat(store.requests.get(1)).as("by bytes, and no more than that").hasSize(1);
        store.run();

        store.loop.add(bytes("good,n=late f=1i 0"));
        long before = store.now();
        store.run();
        assertThat(store.now() - before).isBetween(50L, 60L);
        store.loop.add(bytes("good,n=" + "z".repeat(5_000) + " f=1i 0"));
        store.run();
        assertThat(store.written).hasSize(14);
    }

    @Example
    void aStoreThatIsDownIsAskedEverMoreRarely() {
        int[] attempts = {0};
        FakeStore store =
                loop(
                        lines -> ++attempts[0] <= 20 ? StoreReply.none("refused") : OK,
                        new SplittableRandom(2));
        store.loop.add(bytes("good,n=1 f=1i 0"));
        store.run();
        // 100, 200, 400, 800, then 1,000 ms each, half of it at least.
        assertThat(store.now() - 1_000_000).isBetween(8_500L, 18_000L);
        assertThat(store.requests).hasSize(21);
        assertThat(store.retries).isEqualTo(20);
        assertThat(store.recoveries).isEqualTo(1);
        assertThat(store.written).hasSize(1);
    }

    @Example
    void nothingIsSentBeforeTheStoreWantsIt() {
        boolean[] asked = {false};
        FakeStore store =
                loop(
                        lines -> {
                            if (asked[0]) {
                                return OK;
                            }
                            asked[0] = true;
                            return new StoreReply(429, 30_000, "");
                        },
                        new SplittableRandom(3));
        for (int i = 0; i < 30; i++) {
            store.loop.add(bytes("good,n=" + i + " f=1i 0"));
        }
        store.step();
        for (int i = 30; i < 60; i++) {
            store.loop.add(bytes("good,n=" + i + " f=1i 0"));
        }
        assertThat(store.requests).hasSize(1);
        long before = store.now();
        store.run();
        assertThat(store.now() - before).isBetween(30_000L, 30_100L);
        assertThat(store.written).hasSize(60);
    }

    @Example
    void misconfigurationWaitsAndIsTold() {
        boolean[] mended = {false};
        FakeStore store =
                loop(lines -> mended[0] ? OK : reply(401, "unauthorized"), new SplittableRandom(4));
        store.loop.add(bytes("good,n=1 f=1i 0"));
        for (int i = 0; i < 20; i++) {
            store.step();
        }
        assertThat(store.misconfigurations).isGreaterThan(5);
        assertThat(store.loop.failingMillis()).isPositive();
        mended[0] = true;
        store.run();
        assertThat(store.written).hasSize(1);
        assertThat(store.loop.failingMillis()).isZero();
    }

    @Example
    void aBlamedLineCostsThreeRequests() {
        FakeStore store = loop(lines -> answer(lines, true), new SplittableRandom(5));
        for (int i = 0; i < 10; i++) {
            store.loop.add(bytes((i == 6 ? "bad" : "good") + ",n=" + i + " f=1i 0"));
        }
        store.run();
        // All, the six before, the one, the three behind; and the note of what was refused.
        assertThat(store.requests.stream().map(List::size)).containsExactly(10, 6, 1, 3, 1);
        assertThat(store.written.get(9)).startsWith("llm_refused,measurement=bad,reason=invalid");
    }

    @Example
    void aNoteThatIsRefusedIsNotNotedAgain() {
        FakeStore store = loop(lines -> reply(400, "no"), new SplittableRandom(6));
        store.loop.add(bytes("good,n=1 f=1i 0"));
        store.run();
        assertThat(store.refused).hasSize(2);
    }

    @Example
    void notesAreBounded() {
        FakeStore store = loop(lines -> answer(lines, false), new SplittableRandom(8));
        for (int i = 0; i < 3 * RefusedPoints.MOST_AN_HOUR; i++) {
            store.loop.add(bytes("bad,n=" + i + " f=1i 0"));
        }
        store.run();
        assertThat(store.refused).hasSize(3 * RefusedPoints.MOST_AN_HOUR);
        // Twice when the test runs over the turn of an hour.
        assertThat(store.written)
                .hasSizeBetween(RefusedPoints.MOST_AN_HOUR, 2 * RefusedPoints.MOST_AN_HOUR);
        Set<String> identities = new HashSet<>(store.written);
        assertThat(identities).hasSameSizeAs(store.written);
    }

    @Example
    void aFullBufferIsToldAndEmptied() {
        FakeStore store = loop(lines -> OK, new SplittableRandom(9));
        int lines = 0;
        while (!store.loop.full()) {
            store.loop.add(bytes("good,n=" + lines++ + " f=1i 0"));
        }
        assertThat(store.loop.footprint()).isBetween(100_000L, 100_100L);
        store.run();
        assertThat(store.loop.full()).isFalse();
        assertThat(store.written).hasSize(lines);
    }

    @Example
    void drainingWaitsForNoCompany() {
        FakeStore store = loop(lines -> OK, new SplittableRandom(10));
        store.loop.add(bytes("good,n=1 f=1i 0"));
        assertThat(store.underWay()).isFalse();
        store.loop.drain();
        assertThat(store.underWay()).isTrue();
    }

    private static FakeStore loop(
            Function<List<String>, StoreReply> script, SplittableRandom random) {
        FakeStore store = new FakeStore(script);
        store.loop = new WriteLoop(LIMITS, store, store, random);
        return store;
    }

    /** Refuses whole requests that hold a bad line, naming the first or not. */
    private static StoreReply answer(List<String> lines, boolean names) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("bad")) {
                return reply(400, names ? "{\"line\":" + (i + 1) + "}" : "{}");
            }
        }
        return OK;
    }

    private static List<String> data(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("llm_refused")).toList();
    }

    private static StoreReply reply(int status, String message) {
        return new StoreReply(status, 0, message);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
