/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Whether a statistic says more than what was said not long ago. Mutable, owned by one fold.
 *
 * <p>A process that misbehaves does so for a while, in spikes with quiet in between. The first is
 * news, and so is one that is clearly higher. How long "not long ago" is grows with what is known:
 * a twentieth of the windows seen, within bounds.
 */
final class GaugeRepeats {

    private static final int SHORTEST = 60;
    private static final int LONGEST = 600;
    private static final int SHARE = 20;

    /** How much stronger is news: averages climb to their height in many small steps. */
    private static final double NEWS = 1.25;

    private double strongest;
    private int age;

    /** Goes on to the next window. */
    void next() {
        age = Math.min(LONGEST + 1, age + 1);
    }

    /** Whether a statistic says no more than what was said, the given window counted from 0. */
    boolean covers(double z, int window) {
        boolean recent = age <= Math.max(SHORTEST, Math.min(LONGEST, window / SHARE));
        return recent && Math.abs(z) <= NEWS * strongest;
    }

    /** Says it. */
    void say(double z) {
        strongest = Math.abs(z);
        age = 0;
    }

    /** Says it for as long as an episode lasts, which is as strong as its strongest window. */
    void prolong(double z) {
        say(Math.max(strongest, Math.abs(z)));
    }

    GaugeRepeats copy() {
        GaugeRepeats copy = new GaugeRepeats();
        copy.strongest = strongest;
        copy.age = age;
        return copy;
    }

    void write(StateWriter out) {
        out.real(strongest);
        out.number(age);
    }

    void read(StateReader in) {
        strongest = in.real();
        age = in.integer();
    }
}
