/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PassesTest {
    private final Passes passes = new Passes();
    private final PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);

    private void pass(
            boolean changed, double halfRate, double job, double compiler, double broker) {
        SecondHalf.Cost half = new SecondHalf.Cost(job, compiler, broker);
        passes.add(new Passes.Pass(changed, halfRate, halfRate, 0, 0, 0, half), nowhere);
    }

    private String ratios() {
        return printed(passes::printRatios);
    }

    private static String printed(Consumer<PrintStream> print) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        print.accept(new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8);
    }

    @Test
    void theMedianOfTheLastThreePassesWithoutTheChangeCountsForAFloor() {
        pass(false, 300_000, 24, 8, 3);
        pass(false, 251_000, 24, 8, 3);
        pass(false, 260_000, 24, 8, 3);
        pass(true, 600_000, 15, 3, 1);
        pass(false, 170_000, 15, 3, 1);

        assertThat(printed(passes::printFloor))
                .contains("last 3 passes, median: 251,000 spans/s")
                .contains("Highest floor passed: 250,000 spans/s.");
    }

    @Test
    void lessThanTheLowestFloorPassesNone() {
        pass(false, 149_999, 24, 8, 3);

        assertThat(printed(passes::printFloor)).contains("Highest floor passed: none.");
    }

    @Test
    void comparesAChangeWithTheBasesOnBothSides() {
        pass(false, 100_000, 24, 8, 3);
        pass(true, 121_000, 15, 3, 1.25);
        pass(false, 120_000, 16, 2, 2);

        // 121 / 110; 12 / (16 + 14) * 2; 1.25 / 2.5
        assertThat(ratios())
                .containsOnlyOnce("Pass 2 to the mean of passes 1 and 3")
                .contains("spans/s 1.100")
                .contains("without compiling 0.800")
                .contains("of the broker 0.500");
    }

    @Test
    void saysNothingAboutAChangeThatNoBaseFollows() {
        pass(false, 100_000, 24, 8, 3);
        pass(true, 120_000, 15, 3, 1);

        assertThat(ratios()).isEmpty();
    }

    @Test
    void saysNothingWhereNothingWasChanged() {
        pass(false, 100_000, 24, 8, 3);
        pass(false, 120_000, 15, 3, 1);
        pass(false, 120_000, 15, 3, 1);

        assertThat(ratios()).isEmpty();
    }
}
