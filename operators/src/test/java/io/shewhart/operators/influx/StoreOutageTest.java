/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.Example;

final class StoreOutageTest {
    private static final StoreReply DOWN = new StoreReply(503, 0, "");

    private final StoreOutage outage =
            new StoreOutage(new RetryDelay(100, 1_000, new SplittableRandom(1)), 5_000);

    @Example
    void aStoreThatHasNotFailedMayBeAskedAtOnce() {
        assertThat(outage.blockedUntil()).isEqualTo(5_000);
        assertThat(outage.failures()).isZero();
        assertThat(outage.millis(9_000)).isZero();
    }

    @Example
    void itLastsFromTheFirstRequestThatFailed() {
        long wait = outage.failed(DOWN, 6_000, 6_200);
        assertThat(wait).isBetween(50L, 100L);
        assertThat(outage.blockedUntil()).isEqualTo(6_200 + wait);
        long longer = outage.failed(DOWN, 6_300, 6_400);
        assertThat(longer).isBetween(100L, 200L);
        assertThat(outage.blockedUntil()).isEqualTo(6_400 + longer);
        assertThat(outage.failures()).isEqualTo(2);
        assertThat(outage.millis(6_500)).isEqualTo(500);
    }

    @Example
    void theNextOneBeginsAnew() {
        outage.failed(DOWN, 6_000, 6_200);
        outage.failed(DOWN, 6_300, 6_400);
        outage.over();
        assertThat(outage.millis(7_000)).isZero();
        assertThat(outage.failed(DOWN, 8_000, 8_010)).isBetween(50L, 100L);
        assertThat(outage.millis(8_100)).isEqualTo(100);
    }
}
