/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExemplarsTest {

    private static List<Exemplars.Entry> entries(int n, Random random) {
        List<Exemplars.Entry> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            // Few values, so that ties are common.
            entries.add(new Exemplars.Entry(CallId.of(0, i, i + 1), random.nextInt(20)));
        }
        return entries;
    }

    private static Exemplars of(List<Exemplars.Entry> entries) {
        Exemplars exemplars = new Exemplars();
        entries.forEach(entry -> exemplars.add(entry.call(), entry.quanta()));
        return exemplars;
    }

    @Property
    void choiceIsThatOfSortingEverything(
            @ForAll @IntRange(min = 0, max = 60) int n, @ForAll long seed) {
        Random random = new Random(seed);
        List<Exemplars.Entry> all = entries(n, random);
        Collections.shuffle(all, random);
        Exemplars merged = of(all.subList(0, n / 3));
        merged.merge(of(all.subList(n / 3, n / 2)));
        Exemplars rest = of(all.subList(n / 2, n));
        TreeSet<CallId> ids = new TreeSet<>();
        rest.collect(ids);
        ByteWriter out = new ByteWriter();
        CallId.Table table = new CallId.Table(ids);
        rest.encode(out, table);
        merged.mergeEncoded(new ByteReader(out.toByteArray()), table);

        Comparator<Exemplars.Entry> byCall = Comparator.comparing(Exemplars.Entry::call);
        List<Exemplars.Entry> slowest =
                all.stream()
                        .sorted(
                                Comparator.comparingLong(Exemplars.Entry::quanta)
                                        .reversed()
                                        .thenComparing(byCall))
                        .limit(Exemplars.SHOWN)
                        .toList();
        assertThat(merged.slowest()).isEqualTo(slowest);

        List<Exemplars.Entry> sample = all.stream().sorted(byCall).limit(Exemplars.SAMPLE).toList();
        List<Exemplars.Entry> nearest =
                sample.stream()
                        .sorted(
                                Comparator.<Exemplars.Entry>comparingDouble(
                                                entry -> Math.abs(entry.quanta() - 9.4))
                                        .thenComparing(byCall))
                        .limit(Exemplars.SHOWN)
                        .toList();
        assertThat(merged.typical(9.4)).containsExactlyInAnyOrderElementsOf(nearest);
        assertThat(merged.typical(9.4))
                .isSortedAccordingTo(Comparator.comparingLong(Exemplars.Entry::quanta));
    }

    @Test
    void theHashOfIdsThatCountUpIsEvenlySpread() {
        int low = 0;
        for (int i = 0; i < 10_000; i++) {
            low += CallId.of(0, 0, i).hash() < 0 ? 1 : 0;
        }
        assertThat(low).isBetween(4_800, 5_200);
    }

    @Test
    void idsComeBackAsHexAndBrokenOnesAreNone() {
        CallId id = hex("00ff0000000000010000000000000002", "000000000000000a");
        assertThat(id.traceId()).isEqualTo("00ff0000000000010000000000000002");
        assertThat(id.spanId()).isEqualTo("000000000000000a");
        assertThat(hex("00ff", "000000000000000a")).isNull();
        assertThat(hex("zzff0000000000010000000000000002", "000000000000000a")).isNull();
    }

    private static CallId hex(String traceId, String spanId) {
        return CallId.of(ByteString.copyFromUtf8(traceId), ByteString.copyFromUtf8(spanId));
    }
}
