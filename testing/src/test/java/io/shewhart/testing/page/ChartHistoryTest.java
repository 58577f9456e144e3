/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartHistoryTest {
    @ParameterizedTest
    @CsvSource({"PT3H, PT10S, 1", "PT24H, PT10S, 6", "PT168H, PT1M, 7", "PT0S, PT1M, 1"})
    void aLongStretchIsThinned(Duration stretch, Duration window, long stride) {
        assertThat(ChartHistory.stride(stretch, window)).isEqualTo(stride);
    }
}
