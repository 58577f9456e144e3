/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StartingPartTest {
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void whatHasStartedIsGivenAndClosed() throws Exception {
        AutoCloseable part = closed::incrementAndGet;
        StartingPart<AutoCloseable> starting = StartingPart.begin("part", () -> part);

        assertThat(starting.await()).isSameAs(part);
        assertThat(closed).hasValue(0);
        starting.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whoWaitsIsToldWhyItFailed() {
        StartingPart<AutoCloseable> starting =
                StartingPart.begin(
                        "part",
                        () -> {
                            throw new IOException("port taken");
                        });

        assertThatThrownBy(starting::await)
                .isInstanceOf(IOException.class)
                .hasMessage("port taken");
        starting.close();
    }

    @Test
    void whatIsStillStartingIsClosedWhenItHasStarted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AutoCloseable part = closed::incrementAndGet;
        StartingPart<AutoCloseable> starting =
                StartingPart.begin(
                        "part",
                        () -> {
                            started.await();
                            return part;
                        });
        Thread closing = new Thread(starting::close, "closing");
        closing.start();

        started.countDown();
        closing.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(closing.isAlive()).isFalse();
        assertThat(closed).hasValue(1);
    }
}
