/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProfileSlotsTest {

    private static final long QUARTER = 15 * Sim.MINUTE;

    /** Sunday, 2023-11-19, midnight. */
    private static final long SUNDAY = 1_700_352_000L * 1_000_000_000L;

    @Test
    void aSubgroupBelongsToTheQuarterThatItEndsIn() {
        assertThat(ProfileSlots.quarter(QUARTER)).isZero();
        assertThat(ProfileSlots.quarter(QUARTER + 1)).isEqualTo(1);
        assertThat(ProfileSlots.quarter(1)).isZero();
        long quarter = ProfileSlots.quarter(SUNDAY);
        assertThat(ProfileSlots.middle(quarter)).isEqualTo(SUNDAY - QUARTER / 2);
    }

    @Test
    void daysAndWeeksAreThoseOfTheEpoch() {
        assertThat(ProfileSlots.ofDay(SUNDAY)).isZero();
        assertThat(ProfileSlots.ofDay(SUNDAY - 1)).isCloseTo(ProfileSlots.DAY, within(1e-9));
        assertThat(ProfileSlots.ofDay(SUNDAY + 6 * QUARTER + QUARTER / 2)).isEqualTo(6.5);
        assertThat(ProfileSlots.ofWeek(SUNDAY)).isEqualTo(3 * 24);
        assertThat(ProfileSlots.ofWeek(SUNDAY + 6 * QUARTER)).isEqualTo(3 * 24 + 1.5);
        assertThat(ProfileSlots.ofWeek(SUNDAY + 4L * 96 * QUARTER)).isZero();
    }
}
