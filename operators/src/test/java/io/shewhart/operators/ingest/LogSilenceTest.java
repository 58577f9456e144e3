/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.ingest.LogSilence.Answer;
import org.junit.jupiter.api.Test;

/** When a partition may be passed over. Times are milliseconds. */
class LogSilenceTest {
    private static final long WAIT = 60_000;

    @Test
    void aLogThatStaysReadToItsEndIsSilentAfterTheWait() {
        LogSilence log = new LogSilence(WAIT, 5);
        assertThat(log.answered(5, 1_000, 1_000, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(5, 60_999, 60_999, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(5, 61_000, 61_000, Answer.READ_TO_END)).isTrue();
        assertThat(log.answered(5, 62_000, 62_000, Answer.READ_TO_END)).isTrue();
    }

    @Test
    void aLogThatWasAlwaysEmptyIsSilentToo() {
        LogSilence log = new LogSilence(WAIT, LogSilence.UNKNOWN);
        assertThat(log.answered(LogSilence.UNKNOWN, 0, 0, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(LogSilence.UNKNOWN, WAIT, WAIT, Answer.READ_TO_END)).isTrue();
    }

    @Test
    void aBacklogIsNoSilenceHoweverLongItIsNotRead() {
        LogSilence log = new LogSilence(WAIT, 0);
        for (long time = 0; time < 100 * WAIT; time += WAIT) {
            assertThat(log.answered(0, time, time, Answer.RECORDS_LEFT)).isFalse();
        }
        assertThat(log.answered(0, 100 * WAIT, 100 * WAIT, Answer.READ_TO_END)).isFalse();
    }

    @Test
    void anOutageStartsTheWaitAnew() {
        LogSilence log = new LogSilence(WAIT, 0);
        log.answered(0, 0, 0, Answer.READ_TO_END);
        assertThat(log.answered(0, 2 * WAIT, 2 * WAIT, Answer.UNKNOWN)).isFalse();
        assertThat(log.answered(0, 3 * WAIT, 3 * WAIT, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(0, 4 * WAIT - 1, 4 * WAIT - 1, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(0, 4 * WAIT, 4 * WAIT, Answer.READ_TO_END)).isTrue();
    }

    /** The first after an outage was asked for during the outage. */
    @Test
    void theWaitBeginsWithTheAnswerAndNotWithTheQuestion() {
        LogSilence log = new LogSilence(WAIT, 0);
        log.answered(0, 0, 9_000, Answer.READ_TO_END);
        assertThat(log.answered(0, WAIT, WAIT, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(0, 69_000, 70_000, Answer.READ_TO_END)).isTrue();
    }

    @Test
    void aRecordStartsTheWaitAnew() {
        LogSilence log = new LogSilence(WAIT, 0);
        log.answered(0, 0, 0, Answer.READ_TO_END);
        log.read(0);
        assertThat(log.next()).isEqualTo(1);
        assertThat(log.answered(1, WAIT, WAIT, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(1, 2 * WAIT, 2 * WAIT, Answer.READ_TO_END)).isTrue();
    }

    @Test
    void anAnswerThatARecordOvertookSaysNothing() {
        LogSilence log = new LogSilence(WAIT, 0);
        log.answered(0, 0, 0, Answer.READ_TO_END);
        log.read(0);
        assertThat(log.answered(0, 2 * WAIT, 2 * WAIT, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(1, 3 * WAIT, 3 * WAIT, Answer.READ_TO_END)).isFalse();
    }

    @Test
    void aClockThatWasSetBackStartsTheWaitAnew() {
        LogSilence log = new LogSilence(WAIT, 0);
        log.answered(0, 10 * WAIT, 10 * WAIT, Answer.READ_TO_END);
        assertThat(log.answered(0, 0, 0, Answer.READ_TO_END)).isFalse();
        assertThat(log.answered(0, WAIT, WAIT, Answer.READ_TO_END)).isTrue();
    }
}
