/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class SeasonalProfileTest {

    private static final double SIGMA = 0.05;
    private static final double LEVEL = 7;

    /** A series of subgroups of a minute about a rhythm, and its profile. */
    private static final class Series {

        static final long T0 = 1_700_000_000L * 1_000_000_000L / Sim.MINUTE * Sim.MINUTE;

        interface Rhythm {
            double at(double day);
        }

        final java.util.SplittableRandom random;
        final Rhythm rhythm;
        final double unit;
        SeasonalProfile profile;
        int minute;

        Series(long seed, double unit, double offset, Rhythm rhythm) {
            this.random = new java.util.SplittableRandom(seed);
            this.rhythm = rhythm;
            this.unit = unit;
            this.profile = SeasonalProfile.about(unit * LEVEL + offset, unit * SIGMA);
        }

        Series(long seed, Rhythm rhythm) {
            this(seed, 1, 0, rhythm);
        }

        double normal() {
            double u = 1 - random.nextDouble();
            return StrictMath.sqrt(-2 * StrictMath.log(u))
                    * StrictMath.cos(2 * Math.PI * random.nextDouble());
        }

        long end() {
            return T0 + (minute + 1) * Sim.MINUTE;
        }

        double level() {
            return LEVEL + rhythm.at(minute / 1440.0) + SIGMA * normal();
        }

        void feed(double level) {
            profile.add(end() - Sim.MINUTE, end(), unit * level, 50);
            minute++;
        }

        Series days(double days) {
            int until = minute + (int) Math.round(days * 1440);
            while (minute < until) {
                feed(level());
            }
            return this;
        }

        /** Root mean square of what is expected for the day to come less the truth. */
        double error() {
            double squares = 0;
            double mean = 0;
            for (int i = 0; i < 1440; i++) {
                double d = (minute + i) / 1440.0;
                double e = profile.at(end() + i * Sim.MINUTE) - rhythm.at(d);
                mean += e / 1440;
                squares += e * e / 1440;
            }
            return StrictMath.sqrt(Math.max(0, squares - mean * mean));
        }
    }

    private static double sine(double day) {
        return 0.3 * StrictMath.sin(2 * Math.PI * day);
    }

    private static double office(double day) {
        double hour = (day - Math.floor(day)) * 24;
        return hour >= 9 && hour < 17 ? 0.3 : 0;
    }

    @Test
    void nothingIsExpectedBeforeTwoDaysAndTheRhythmAfterwards() {
        Series s = new Series(1, SeasonalProfileTest::sine).days(1.99);
        assertThat(s.profile.use()).isEqualTo(ProfileUse.LEARNING);
        assertThat(s.profile.at(s.end())).isZero();
        assertThat(s.profile.fresh()).isFalse();
        s.days(0.1);
        assertThat(s.profile.use()).isEqualTo(ProfileUse.TIME_OF_DAY);
        assertThat(s.profile.fresh()).isTrue();
        // a quarter of an hour on two days is known to 0.05 / sqrt(30) = 0.009 without smoothing
        assertThat(s.error()).isLessThan(0.004);
        s.days(10);
        assertThat(s.error()).isLessThan(0.002);
    }

    @Test
    void whereThereIsNoRhythmNextToNothingIsExpected() {
        int evident = 0;
        for (int seed = 0; seed < 60; seed++) {
            Series s = new Series(seed, d -> 0).days(3.1);
            evident += s.profile.use() == ProfileUse.LEVEL ? 0 : 1;
            assertThat(s.error()).isLessThan(0.005);
            assertThat(StrictMath.sqrt(s.profile.variance(s.end()))).isLessThan(0.015);
        }
        // four harmonics at 0.001 each and a test of the rest, on two days: one in sixty is likely
        assertThat(evident).isLessThan(4);
    }

    @Test
    void theVarianceSaysHowWrongTheProfileIs() {
        double squares = 0;
        double told = 0;
        for (int seed = 0; seed < 40; seed++) {
            Series s = new Series(seed, SeasonalProfileTest::sine).days(2.1);
            double center = s.profile.takeFit().center();
            for (int i = 0; i < 1440; i += 15) {
                double d = (s.minute + i) / 1440.0;
                long at = s.end() + i * Sim.MINUTE;
                double e = LEVEL + sine(d) - center - s.profile.at(at);
                squares += e * e;
                told += s.profile.variance(at);
            }
        }
        // it also allows for days that differ, which these do not
        assertThat(squares / told).isBetween(0.05, 1.2);
    }

    @Test
    void whatSubgroupsScatterAboutTheProfileIsTold() {
        Series s = new Series(3, SeasonalProfileTest::sine).days(2.1);
        ProfileFit fit = s.profile.takeFit();
        // 2,900 subgroups: the standard error of sigma is 1.3 %, of the correlation 0.02
        assertThat(StrictMath.sqrt(fit.variance())).isCloseTo(SIGMA, within(0.003));
        assertThat(fit.phi()).isLessThan(0.08);
        assertThat(fit.center()).isCloseTo(LEVEL, within(0.01));
        assertThat(fit.inverseSize()).isCloseTo(0.02, within(1e-12));
        assertThat(s.profile.fresh()).isFalse();
    }

    @Test
    void correlatedSubgroupsAreRecognisedAsSuchAndNotAsDaysThatDiffer() {
        double phi = 0;
        for (int seed = 0; seed < 20; seed++) {
            Series s = new Series(seed, d -> 0);
            double last = 0;
            while (s.minute < 3000) {
                last = 0.5 * last + StrictMath.sqrt(0.75) * SIGMA * s.normal();
                s.feed(LEVEL + last);
            }
            ProfileFit fit = s.profile.takeFit();
            phi += fit.phi() / 20;
            assertThat(StrictMath.sqrt(fit.variance())).isCloseTo(SIGMA, within(0.005));
            assertThat(StrictMath.sqrt(s.profile.variance(s.end()))).isLessThan(0.4 * SIGMA);
        }
        assertThat(phi).isCloseTo(0.5, within(0.03));
    }

    @Test
    void aWeekendIsLearnedAfterTwoWeeks() {
        Series s = new Series(4, d -> sine(d) - (d % 7 >= 5 ? 0.2 : 0)).days(13.9);
        assertThat(s.profile.use()).isEqualTo(ProfileUse.TIME_OF_DAY);
        s.days(0.2);
        assertThat(s.profile.use()).isEqualTo(ProfileUse.HOUR_OF_WEEK);
        s.days(5.2);
        long noon = s.end();
        double center = s.profile.takeFit().center();
        double truth = LEVEL + s.rhythm.at(s.minute / 1440.0);
        assertThat(s.rhythm.at(s.minute / 1440.0)).isNotEqualTo(sine(s.minute / 1440.0));
        assertThat(center + s.profile.at(noon)).isCloseTo(truth, within(0.04));
    }

    @Test
    void stepsOfAJobThatStartsAtAFixedTimeAreAllowedFor() {
        Series s = new Series(5, SeasonalProfileTest::office).days(3);
        double calm = 0;
        double step = 0;
        for (int i = 0; i < 1440; i++) {
            double v = s.profile.variance(s.end() + i * Sim.MINUTE);
            double hour = ((s.minute + i) / 1440.0 % 1) * 24;
            calm = hour > 2 && hour < 7 ? Math.max(calm, v) : calm;
            step = Math.abs(hour - 9) < 0.1 ? Math.max(step, v) : step;
        }
        assertThat(StrictMath.sqrt(calm)).isLessThan(0.02);
        assertThat(StrictMath.sqrt(step)).isGreaterThan(0.06);
    }

    @Test
    void oneOddDayDoesLittleAndAnotherRhythmIsFollowed() {
        Series s = new Series(6, SeasonalProfileTest::sine).days(10);
        for (int i = 0; i < 1440; i++) {
            double hour = i / 60.0;
            s.feed(s.level() + (hour > 6 && hour < 12 ? 0.5 : 0));
        }
        assertThat(s.error()).isLessThan(0.02);
        Series other = new Series(6, d -> d < 10 ? sine(d) : sine(d + 0.25)).days(16);
        assertThat(other.error()).isLessThan(0.06);
        other.days(6);
        assertThat(other.error()).isLessThan(0.035);
    }

    @Test
    void aLevelThatChangesForGoodLeavesTheRhythm() {
        Series s = new Series(7, SeasonalProfileTest::sine).days(5.5);
        s.profile.takeFit();
        s.profile.moved();
        int until = s.minute + 2000;
        while (s.minute < until) {
            s.feed(s.level() + 0.4);
        }
        assertThat(s.error()).isLessThan(0.01);
    }

    @Test
    void nightsWithoutTrafficAndDaysWithoutAnyAreBridged() {
        Series s = new Series(8, SeasonalProfileTest::sine);
        while (s.minute < 8 * 1440) {
            double hour = s.minute / 60.0 % 24;
            boolean closed = hour > 20 || hour < 4 || s.minute / 1440 == 3;
            if (closed) {
                s.minute++;
            } else {
                s.feed(s.level());
            }
        }
        assertThat(s.profile.use()).isEqualTo(ProfileUse.TIME_OF_DAY);
        double open = s.profile.variance(s.end() + 12 * 60 * Sim.MINUTE);
        double night = s.profile.variance(s.end());
        assertThat(night).isGreaterThan(open);
        double jump = 0;
        for (int i = 0; i < 1440; i++) {
            long at = s.end() + i * Sim.MINUTE;
            double step = s.profile.at(at) - s.profile.at(at + Sim.MINUTE);
            jump = Math.max(jump, Math.abs(step));
            double hour = (s.minute + i) / 60.0 % 24;
            if (hour > 5 && hour < 19) {
                double deviation = s.profile.at(at) - s.profile.at(s.end() + 12 * 60 * Sim.MINUTE);
                double truth = sine((s.minute + i) / 1440.0) - sine((s.minute + 720) / 1440.0);
                assertThat(deviation).isCloseTo(truth, within(0.03));
            }
        }
        assertThat(jump).isLessThan(0.01);
    }

    @Property(tries = 15)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll @IntRange(min = 0, max = 24_000) int at, @ForAll @IntRange(max = 9) int seed) {
        Series straight = new Series(seed, d -> sine(d) - (d % 7 >= 5 ? 0.2 : 0));
        Series restored = new Series(seed, straight.rhythm);
        while (straight.minute < 24_000) {
            if (straight.minute % 5000 == 4000) {
                straight.profile.moved();
                restored.profile.moved();
            }
            straight.feed(straight.level());
            restored.feed(restored.level());
            if (straight.minute == at) {
                restored.profile = SeasonalProfile.read(new StateReader(bytes(restored.profile)));
            }
        }
        assertThat(bytes(restored.profile)).isEqualTo(bytes(straight.profile));
        for (int i = 0; i < 10_080; i += 7) {
            long time = straight.end() + i * Sim.MINUTE;
            assertThat(restored.profile.at(time)).isEqualTo(straight.profile.at(time));
            assertThat(restored.profile.variance(time)).isEqualTo(straight.profile.variance(time));
        }
    }

    @Property(tries = 10)
    void itDoesNotDependOnUnitAndOrigin(
            @ForAll @Scale(3) @DoubleRange(min = 1e-3, max = 1e3) double unit,
            @ForAll @DoubleRange(min = -100, max = 100) double offset) {
        Series plain = new Series(9, SeasonalProfileTest::sine).days(3);
        Series other = new Series(9, unit, 0, SeasonalProfileTest::sine);
        Series shifted = new Series(9, 1, offset, d -> offset + sine(d));
        other.days(3);
        shifted.days(3);
        for (int i = 0; i < 1440; i += 11) {
            long time = plain.end() + i * Sim.MINUTE;
            double at = plain.profile.at(time);
            double resolution = 2 * SIGMA / 64;
            assertThat(other.profile.at(time) / unit).isCloseTo(at, within(resolution));
            assertThat(shifted.profile.at(time)).isCloseTo(at, within(resolution));
        }
    }

    @Test
    void aCopyIsIndependent() {
        Series s = new Series(10, SeasonalProfileTest::sine).days(2.5);
        byte[] before = bytes(s.profile);
        SeasonalProfile copy = s.profile.copy();
        s.days(1.5);
        assertThat(bytes(copy)).isEqualTo(before);
        assertThat(bytes(s.profile)).isNotEqualTo(before);
    }

    @Test
    void itIsSmall() {
        Series s = new Series(11, d -> sine(d) - (d % 7 >= 5 ? 0.2 : 0));
        assertThat(bytes(s.profile).length).isLessThan(200);
        s.days(0.5);
        assertThat(bytes(s.profile).length).isLessThan(350);
        s.days(29.9);
        assertThat(s.profile.use()).isEqualTo(ProfileUse.HOUR_OF_WEEK);
        assertThat(bytes(s.profile).length).isLessThan(1300);
    }

    @Test
    void unknownAndDamagedBytesAreRefused() {
        byte[] bytes = bytes(new Series(12, SeasonalProfileTest::sine).days(3).profile);
        byte[] other = bytes.clone();
        other[0] = 98;
        assertThatThrownBy(() -> SeasonalProfile.read(new StateReader(other)))
                .isInstanceOf(StateFormatException.class);
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 20);
        assertThatThrownBy(() -> SeasonalProfile.read(new StateReader(cut)))
                .isInstanceOf(StateFormatException.class);
    }

    private static byte[] bytes(SeasonalProfile profile) {
        StateWriter out = new StateWriter();
        profile.write(out);
        return out.toBytes();
    }
}
