/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static io.shewhart.operators.window.Calls.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowFormatTest {

    private static PartialWindow partial() {
        LocalAggregator local =
                new LocalAggregator(
                        WindowConfig.defaults(), VersionPattern.none(), 10, (counter, n) -> {});
        for (int i = 0; i < 20; i++) {
            local.add(Calls.call(i, SECOND).setDurationNanos((2 + i) * SECOND).build());
        }
        local.add(Calls.call(99, SECOND).setErrorType("500").build());
        List<PartialWindow> partials = new ArrayList<>();
        local.drain(partials::add);
        assertThat(partials).hasSize(1);
        return partials.get(0);
    }

    @Test
    void aPartialWindowComesBackWhole() {
        PartialWindow sent = partial();
        PartialWindow read = PartialWindow.decode(sent.encode());
        assertThat(read.encode()).isEqualTo(sent.encode());
        assertThat(read.labels()).isEqualTo(sent.labels());
        assertThat(read.service()).isEqualTo("shop");
        assertThat(read.kind()).isEqualTo(BundleKind.CALLS);
        assertThat(read.windowStart()).isZero();
        assertThat(read.windowEnd()).isEqualTo(60 * SECOND);
        assertThat(read.requests()).isEqualTo(21);
        assertThat(WindowBundle.decode(read.bundle()).encode()).isEqualTo(read.bundle());
    }

    @Test
    void everyPieceRefusesAnotherVersion() {
        byte[] bytes = partial().encode();
        bytes[0] = 9;
        assertThatThrownBy(() -> PartialWindow.decode(bytes))
                .isInstanceOf(WindowFormatException.class)
                .hasMessage("partial window has format 9, this version reads 1");
        byte[] bundle = partial().bundle();
        bundle[0] = 9;
        assertThatThrownBy(() -> WindowBundle.decode(bundle))
                .isInstanceOf(WindowFormatException.class);
        assertThatThrownBy(() -> WindowHeader.decode(new byte[] {9}))
                .isInstanceOf(WindowFormatException.class);
        assertThatThrownBy(() -> SeriesRegistry.decode(new byte[] {9}))
                .isInstanceOf(WindowFormatException.class);
    }

    @Test
    void aCutBundleIsRefusedOrShorterButNeverAnotherError() {
        byte[] whole = partial().bundle();
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertThat(WindowBundle.decode(cut).requests()).isEqualTo(21);
            } catch (WindowFormatException e) {
                refused++;
            }
        }
        // Between two metrics the end cannot be told from a bundle that has no more.
        assertThat(refused).isGreaterThan(whole.length - 15);
    }

    @Test
    void headerAndRegistryComeBackWhole() {
        WindowHeader header = new WindowHeader();
        header.lastClosedEnd = -60;
        header.idleEnd = 120;
        WindowHeader.Open open = new WindowHeader.Open(60, 120);
        open.candidates = 3;
        open.threshold = new SeriesKey(-1, 5);
        header.open.put(60L, open);
        header.open.put(120L, new WindowHeader.Open(120, 180));
        WindowHeader read = WindowHeader.decode(header.encode());
        assertThat(read.encode()).isEqualTo(header.encode());
        assertThat(read.nextEnd()).isEqualTo(120);
        assertThat(read.lastClosedEnd).isEqualTo(-60);
        assertThat(read.open.get(60L).threshold).isEqualTo(open.threshold);
        assertThat(WindowHeader.decode(null).nextEnd()).isEqualTo(ServiceWindows.NEVER);
    }

    @Test
    void theStateOfAWindowIsSmall() {
        // 21 calls with all metrics and exemplars; written down so that growth is noticed.
        assertThat(partial().bundle().length).isLessThan(1_300);
    }
}
