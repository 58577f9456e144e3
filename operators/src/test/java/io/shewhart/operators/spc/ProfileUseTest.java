/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ProfileUseTest {

    @Property
    void withoutAHistoryWhatIsInUseStays(@ForAll ProfileUse use) {
        assertThat(use.next(new ProfileHistory())).isEqualTo(use);
    }

    @Test
    void itsNumbersInSavedStateStay() {
        assertThat(ProfileUse.values())
                .extracting(ProfileUseTest::number)
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll ProfileUse use) {
        assertThat(ProfileUse.read(new StateReader(bytes(use)))).isEqualTo(use);
    }

    @Test
    void anUnknownNumberIsRefused() {
        StateWriter out = new StateWriter();
        out.number(4);
        assertThatThrownBy(() -> ProfileUse.read(new StateReader(out.toBytes())))
                .isInstanceOf(StateFormatException.class)
                .hasMessage("use 4 of a profile");
    }

    private static long number(ProfileUse use) {
        return new StateReader(bytes(use)).number();
    }

    private static byte[] bytes(ProfileUse use) {
        StateWriter out = new StateWriter();
        use.write(out);
        return out.toBytes();
    }
}
