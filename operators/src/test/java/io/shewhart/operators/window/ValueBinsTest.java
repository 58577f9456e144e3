/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class ValueBinsTest {
    private static final double[] QUANTILES = {0, 0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    private static ValueBins of(List<Double> values) {
        ValueBins bins = new ValueBins();
        values.forEach(bins::add);
        return bins;
    }

    private static byte[] encoded(ValueBins bins) {
        ByteWriter out = new ByteWriter();
        bins.encode(out);
        return out.toByteArray();
    }

    private static List<Double> latencies(int n, long seed) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            values.add(Math.exp(random.nextGaussian() * 0.8 - 0.2));
        }
        return values;
    }

    @Property
    void quantilesAreWithinOnePercentOfTheSortedArray(
            @ForAll @NotEmpty List<@DoubleRange(min = 0, max = 1e7) Double> values) {
        ValueBins bins = of(values);
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        for (double q : QUANTILES) {
            double exact = sorted[(int) Math.floor(q * (sorted.length - 1))];
            assertThat(bins.quantile(q)).isCloseTo(exact, within(exact * 0.010_000_1));
        }
        assertThat(bins.count()).isEqualTo(values.size());
        assertThat(bins.positives()).isEqualTo(values.stream().filter(v -> v > 0).count());
    }

    @Test
    void answersAsTheLibraryDoesFromItsBytes() throws IOException {
        List<Double> values = latencies(5_000, 1);
        values.addAll(List.of(0.0, 0.0, 1e-9, 3e6));
        ValueBins bins = of(values);
        DDSketch library = new DDSketch(ValueBins.MAPPING, UnboundedSizeDenseStore::new);
        values.forEach(library::accept);
        DDSketch read =
                DDSketch.decode(
                        ByteArrayInput.wrap(bins.toLibraryBytes()), UnboundedSizeDenseStore::new);
        for (double q : QUANTILES) {
            assertThat(bins.quantile(q))
                    .isEqualTo(library.getValueAtQuantile(q))
                    .isEqualTo(read.getValueAtQuantile(q));
        }
        assertThat(read.getCount()).isEqualTo(values.size());
        assertThat(encoded(ValueBins.ofLibraryBytes(bins.toLibraryBytes())))
                .isEqualTo(encoded(bins));
    }

    @Property
    void bytesDoNotDependOnOrderAndGrouping(
            @ForAll List<@DoubleRange(min = 0, max = 1e5) Double> values,
            @ForAll @IntRange(min = 1, max = 5) int parts,
            @ForAll long seed) {
        ValueBins together = of(values);
        List<Double> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(seed));
        ValueBins merged = new ValueBins();
        for (int part = 0; part < parts; part++) {
            ValueBins some = new ValueBins();
            for (int i = part; i < shuffled.size(); i += parts) {
                some.add(shuffled.get(i));
            }
            if (part % 2 == 0) {
                merged.merge(some);
            } else {
                merged.mergeEncoded(new ByteReader(encoded(some)));
            }
        }
        assertThat(encoded(merged)).isEqualTo(encoded(together));
        assertThat(merged.toLibraryBytes()).isEqualTo(together.toLibraryBytes());
    }

    @Test
    void countsAboveLikeALoopExceptInTheBinOfTheLimit() {
        List<Double> values = latencies(20_000, 2);
        values.add(0.0);
        ValueBins bins = of(values);
        for (double x : new double[] {0.05, 0.3, 0.8187, 2, 5, 30}) {
            long above = values.stream().filter(v -> v > x).count();
            long clearlyAbove = values.stream().filter(v -> v > x * 1.0203).count();
            assertThat(bins.countAbove(x)).isBetween(clearlyAbove, above);
        }
        assertThat(bins.countAbove(-1)).isEqualTo(20_001);
        assertThat(bins.countAbove(0)).isEqualTo(20_000);
        assertThat(bins.countAbove(Double.POSITIVE_INFINITY)).isZero();
    }

    @Test
    void emptyAndZerosHaveQuantiles() {
        assertThat(new ValueBins().quantile(0.5)).isNaN();
        assertThat(of(List.of(0.0, 0.0)).quantile(1)).isZero();
        assertThat(of(List.of(0.0, 0.0, 8.0)).quantile(0.5)).isZero();
        assertThatThrownBy(() -> new ValueBins().quantile(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMappingIsTheLibrarysForOnePercent() {
        assertThat(ValueBins.MAPPING.relativeAccuracy()).isCloseTo(0.01, within(1e-15));
    }

    @Test
    void refusesForeignSketches() {
        assertThatThrownBy(() -> ValueBins.ofLibraryBytes(new byte[] {1, 2, 3}))
                .isInstanceOf(WindowFormatException.class);
        byte[] cut = of(latencies(50, 3)).toLibraryBytes();
        byte[] half = Arrays.copyOf(cut, cut.length / 2);
        assertThatThrownBy(() -> ValueBins.ofLibraryBytes(half))
                .isInstanceOf(WindowFormatException.class);
    }
}
