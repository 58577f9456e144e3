/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class TakenLinesTest {

    @Property(tries = 200)
    void whateverIsSentAgainOrSplitNothingIsLostOrOvertaken(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TakenLines taken = new TakenLines();
        List<byte[]> left = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            List<byte[]> lines = lines(1 + random.nextInt(20));
            taken.take(lines);
            left.addAll(lines);
        }
        while (taken.waiting()) {
            assertThat(taken.send()).isNotEmpty();
            expect(taken, left);
            List<byte[]> lines = taken.answered();
            if (lines.size() > 1 && random.nextBoolean()) {
                taken.split(lines, random.nextInt(lines.size() + 2));
            } else if (random.nextBoolean()) {
                taken.again(lines);
            } else {
                taken.done(lines);
                left.subList(0, lines.size()).clear();
            }
            expect(taken, left);
        }
        assertThat(taken.isEmpty()).isTrue();
        assertThat(taken.footprint()).isZero();
    }

    @Example
    void theBlamedLineIsAlone() {
        assertThat(sizes(10, 7)).containsExactly(6, 1, 3);
        assertThat(sizes(10, 1)).containsExactly(1, 9);
        assertThat(sizes(10, 10)).containsExactly(9, 1);
    }

    @Example
    void whereNoneIsBlamedThereAreHalves() {
        assertThat(sizes(7, 0)).containsExactly(3, 4);
        assertThat(sizes(7, 8)).containsExactly(3, 4);
    }

    private static List<Integer> sizes(int lines, int blamed) {
        TakenLines taken = new TakenLines();
        taken.take(lines(lines));
        taken.send();
        taken.split(taken.answered(), blamed);
        List<Integer> sizes = new ArrayList<>();
        while (taken.waiting()) {
            sizes.add(taken.send().size());
            taken.done(taken.answered());
        }
        return sizes;
    }

    private static void expect(TakenLines taken, List<byte[]> left) {
        List<byte[]> all = new ArrayList<>();
        taken.addTo(all);
        assertThat(all).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(left);
        assertThat(taken.size()).isEqualTo(left.size());
        assertThat(taken.footprint())
                .isEqualTo(left.stream().mapToLong(LineQueue::footprint).sum());
    }

    private static List<byte[]> lines(int count) {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(new byte[i]);
        }
        return lines;
    }
}
