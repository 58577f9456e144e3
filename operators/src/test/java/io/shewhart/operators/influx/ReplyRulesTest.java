/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers as the vendors document them ("Troubleshoot issues writing data" of InfluxDB 2, Cloud and
 * Clustered) and as their servers write them.
 */
final class ReplyRulesTest {
    @ParameterizedTest
    @CsvSource({
        "0, RETRY",
        "200, MISCONFIGURED",
        "204, WRITTEN",
        "302, MISCONFIGURED",
        "400, SPLIT",
        "401, MISCONFIGURED",
        "403, MISCONFIGURED",
        "404, MISCONFIGURED",
        "405, MISCONFIGURED",
        "408, RETRY",
        "413, SPLIT",
        "422, SPLIT",
        "425, RETRY",
        "429, RETRY",
        "500, RETRY",
        "503, RETRY"
    })
    void everyStatusHasItsMeaning(int status, Verdict verdict) {
        assertThat(ReplyRules.verdict(new StoreReply(status, 0, ""), 10)).isEqualTo(verdict);
        boolean alone = verdict == Verdict.SPLIT;
        assertThat(ReplyRules.verdict(new StoreReply(status, 0, ""), 1))
                .isEqualTo(alone ? Verdict.REFUSED : verdict);
    }

    @Test
    void aRequestOfWhichNothingWasWrittenNeedsNoSplitting() {
        StoreReply all =
                new StoreReply(422, 0, "partial write: points beyond retention policy dropped=10");
        assertThat(ReplyRules.verdict(all, 10)).isEqualTo(Verdict.REFUSED);
        assertThat(ReplyRules.verdict(all, 11)).isEqualTo(Verdict.SPLIT);
    }

    @Test
    void aForbiddenTimeIsNoMisconfiguration() {
        StoreReply reply = new StoreReply(403, 0, "time outside Retention period");
        assertThat(ReplyRules.verdict(reply, 2)).isEqualTo(Verdict.SPLIT);
        assertThat(ReplyRules.verdict(reply, 1)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void theBlamedLineIsRead() {
        assertThat(
                        blamed(
                                "{\"code\":\"invalid\",\"message\":\"...\",\"line\":17,\"errorId\":\"x\"}"))
                .isEqualTo(17);
        assertThat(
                        blamed(
                                "{\"error\":\"partial write of line protocol occurred\",\"data\":"
                                        + "[{\"original_line\":\"a\",\"line_number\": 3}]}"))
                .isEqualTo(3);
        assertThat(blamed("the line \"line\" is wrong")).isZero();
        assertThat(blamed("")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "413, anything, too_large",
        "422, points beyond retention policy dropped=1, retention",
        "422, field type conflict: input field is type float, type_conflict",
        "400, 'cast error for line protocol, cannot cast', type_conflict",
        "400, max-values-per-tag limit exceeded, limit",
        "400, unable to parse, invalid"
    })
    void refusalsHaveAHandfulOfReasons(int status, String message, String reason) {
        assertThat(ReplyRules.reason(new StoreReply(status, 0, message))).isEqualTo(reason);
    }

    @Test
    void whatTheStoreAsksToWaitIsRead() {
        Instant now = Instant.parse("2026-11-23T03:00:00Z");
        assertThat(ReplyCallback.retryAfterMillis("30", now)).isEqualTo(30_000);
        assertThat(ReplyCallback.retryAfterMillis(" 0 ", now)).isZero();
        assertThat(ReplyCallback.retryAfterMillis("Mon, 23 Nov 2026 03:00:10 GMT", now))
                .isEqualTo(10_000);
        assertThat(ReplyCallback.retryAfterMillis("Mon, 23 Nov 2026 02:00:10 GMT", now)).isZero();
        assertThat(ReplyCallback.retryAfterMillis("soon", now)).isZero();
        assertThat(ReplyCallback.retryAfterMillis(null, now)).isZero();
    }

    @Test
    void waitsGrowToALongest() {
        RetryDelay delay = new RetryDelay(100, 5_000, new SplittableRandom(7));
        StoreReply down = StoreReply.none("down");
        long longest = 100;
        for (int i = 0; i < 100; i++) {
            assertThat(delay.next(down)).isBetween(longest / 2, longest);
            longest = Math.min(5_000, 2 * longest);
        }
        assertThat(delay.failures()).isEqualTo(100);
        delay.success();
        assertThat(delay.next(down)).isBetween(50L, 100L);
        assertThat(delay.next(new StoreReply(429, 60_000, ""))).isEqualTo(60_000);
        assertThat(delay.next(new StoreReply(429, Long.MAX_VALUE, "")))
                .isEqualTo(RetryDelay.LONGEST_ASKED);
    }

    private static int blamed(String message) {
        return ReplyRules.blamedLine(new StoreReply(400, 0, message));
    }
}
