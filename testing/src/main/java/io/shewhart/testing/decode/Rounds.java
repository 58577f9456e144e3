/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the two sides in turn on the calling thread: the generated classes, the decoder, the
 * generated classes again, so that a machine that becomes slower or faster meanwhile favours
 * neither.
 *
 * <p>Throws when the sides did not read the same.
 */
final class Rounds {
    private static final double WARM_UP_SECONDS = 1.5;

    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Side generated;
    private final Side decoder;
    private final int count;

    Rounds(Side generated, Side decoder, int count) {
        this.generated = generated;
        this.decoder = decoder;
        this.count = count;
    }

    void warmUp(List<byte[]> first, List<byte[]> second) {
        for (int i = 0; i < 2; i++) {
            for (List<byte[]> requests : List.of(first, second)) {
                spansPerSecond(generated, requests, WARM_UP_SECONDS / 4);
                spansPerSecond(decoder, requests, WARM_UP_SECONDS / 4);
            }
        }
    }

    /**
     * @param slice seconds for each side each time
     */
    Figures run(String name, List<byte[]> requests, double slice) {
        long spans = check(requests);
        double[] base = new double[count];
        double[] change = new double[count];
        double[] ratio = new double[count];
        for (int i = 0; i < count; i++) {
            double before = spansPerSecond(generated, requests, slice);
            change[i] = spansPerSecond(decoder, requests, slice);
            double after = spansPerSecond(generated, requests, slice);
            base[i] = (before + after) / 2;
            ratio[i] = change[i] / base[i];
        }
        long bytes = requests.stream().mapToLong(request -> request.length).sum();
        return new Figures(
                name, median(base), median(change), median(ratio), (double) bytes / spans);
    }

    private long check(List<byte[]> requests) {
        long spans = 0;
        for (byte[] request : requests) {
            FieldSum expected = new FieldSum();
            FieldSum actual = new FieldSum();
            int number = generated.read(request, expected);
            if (decoder.read(request, actual) != number || actual.value() != expected.value()) {
                throw new IllegalStateException("the decoder reads other values");
            }
            spans += number;
        }
        return spans;
    }

    private double spansPerSecond(Side side, List<byte[]> requests, double seconds) {
        FieldSum sum = new FieldSum();
        long spans = 0;
        long start = process.getProcessCpuTime();
        long used;
        do {
            for (byte[] request : requests) {
                spans += side.read(request, sum);
            }
            used = process.getProcessCpuTime() - start;
        } while (used < seconds * 1e9);
        return spans * 1e9 / used;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
