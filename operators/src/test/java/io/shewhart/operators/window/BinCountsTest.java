/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BinCountsTest {
    private static Map<Integer, Long> content(BinCounts bins) {
        Map<Integer, Long> content = new TreeMap<>();
        for (int at = bins.next(0); at >= 0; at = bins.next(at + 1)) {
            content.put(bins.index(at), bins.count(at));
        }
        return content;
    }

    /** Near each other as latencies are, and now and then anywhere. */
    @Provide
    Arbitrary<List<Integer>> indexes() {
        Arbitrary<Integer> near = Arbitraries.integers().between(-300, 300);
        Arbitrary<Integer> far =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(-5_000, 5_000),
                        Arbitraries.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0));
        return Arbitraries.frequencyOf(Tuple.of(30, near), Tuple.of(1, far)).list().ofMaxSize(200);
    }

    @Property
    void holdsWhatASortedMapHolds(@ForAll("indexes") List<Integer> indexes) {
        BinCounts bins = new BinCounts();
        Map<Integer, Long> expected = new TreeMap<>();
        long count = 1;
        for (int index : indexes) {
            bins.add(index, count);
            expected.merge(index, count, Long::sum);
            count = count % 7 + 1;
        }
        // A sorted map's order is part of its text.
        assertThat(content(bins)).hasToString(expected.toString());
        assertThat(bins.size()).isEqualTo(expected.size());
    }

    @Property
    void takesRoomInProportionToWhatItHolds(@ForAll List<@IntRange(max = 1 << 20) Integer> far) {
        BinCounts bins = new BinCounts();
        for (int index : far) {
            bins.add(index, 1);
            assertThat(bins.room())
                    .isLessThanOrEqualTo(BinCounts.SPARSEST * bins.size() + BinCounts.SPARE);
        }
    }

    @Test
    void keepsWhatItHoldsWhenOneIndexLiesFarAway() {
        BinCounts bins = new BinCounts();
        Map<Integer, Long> expected = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            bins.add(3 * i, i + 1);
            expected.put(3 * i, i + 1L);
        }
        for (int far : new int[] {Integer.MAX_VALUE, -5_000, Integer.MIN_VALUE, 5_000}) {
            bins.add(far, 9);
            expected.put(far, 9L);
        }
        bins.add(30, 1);
        expected.merge(30, 1L, Long::sum);

        assertThat(content(bins)).isEqualTo(expected);
        assertThat(bins.size()).isEqualTo(104);
    }
}
