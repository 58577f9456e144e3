/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.otlp.OtlpEncoding;
import org.junit.jupiter.api.Test;

class LogClocksTest {
    private static final long NOW_MS = 1_750_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long NOTHING = Long.MIN_VALUE;

    private final LogClocks clocks =
            new LogClocks(
                    new RecordDecoder.Options(
                            OtlpEncoding.AUTO,
                            5_000 * MS,
                            3_600_000 * MS,
                            60_000 * MS,
                            1 << 20,
                            true));

    @Test
    void eventTimesFromBehindToTheClampAreBelieved() {
        assertThat(clocks.latest(NOW_MS)).isEqualTo((NOW_MS + 5_000) * MS);
        assertThat(clocks.earliest(NOW_MS)).isEqualTo((NOW_MS - 3_600_000) * MS);
    }

    @Test
    void withoutAKafkaTimestampEveryTimeIsBelievedThatCannotOverflow() {
        assertThat(clocks.latest(-1)).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(clocks.earliest(-1)).isEqualTo(Long.MIN_VALUE);
        assertThat(clocks.latest(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(clocks.earliest(Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aClockGoesByItsTimestampsOnceItHasHadNothingElseForTheQuietTime() {
        assertThat(clocks.clock("log", NOW_MS, NOTHING)).isEqualTo(NOTHING);
        assertThat(clocks.clock("log", NOW_MS + 59_999, NOTHING)).isEqualTo(NOTHING);
        assertThat(clocks.clock("log", NOW_MS + 60_000, NOTHING)).isEqualTo(NOW_MS * MS);
    }

    @Test
    void aBelievableEventTimeIsTheClockAndStartsTheWaitAnew() {
        clocks.clock("log", NOW_MS, NOTHING);
        long event = (NOW_MS - 1_200_000) * MS;
        assertThat(clocks.clock("log", NOW_MS + 50_000, event)).isEqualTo(event);
        assertThat(clocks.clock("log", NOW_MS + 109_999, NOTHING)).isEqualTo(NOTHING);
        assertThat(clocks.clock("log", NOW_MS + 110_000, NOTHING))
                .isEqualTo((NOW_MS + 50_000) * MS);
    }

    @Test
    void everyLogWaitsForItself() {
        clocks.clock("log", NOW_MS, NOTHING);
        assertThat(clocks.clock("other", NOW_MS + 60_000, NOTHING)).isEqualTo(NOTHING);
        assertThat(clocks.clock("log", NOW_MS + 60_000, NOTHING)).isEqualTo(NOW_MS * MS);
    }
}
