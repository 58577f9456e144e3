/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Run rules on standardised points, each point with its own limits: Western Electric 1-4 in bits
 * 0-3, Nelson 1-8 in bits 4-11. Immutable.
 *
 * <p>"Beyond" is strict, "within" is inclusive, the newest point must itself lie beyond the zone
 * line, and a run is reported at every point from the completing one on. Sources: Western Electric,
 * Statistical Quality Control Handbook (1956); Nelson (1984), The Shewhart control chart: tests for
 * special causes, Journal of Quality Technology 16.
 */
public final class RunRules {

    public static final RunRules EMPTY = new RunRules(new float[0]);

    private static final int MEMORY = 15;
    private static final String[] NAMES = {
        "WE1", "WE2", "WE3", "WE4", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"
    };

    /** Newest first. */
    private final float[] z;

    private RunRules(float[] z) {
        this.z = z;
    }

    public RunRules add(double value) {
        float[] next = new float[Math.min(MEMORY, z.length + 1)];
        System.arraycopy(z, 0, next, 1, next.length - 1);
        next[0] = (float) value;
        return new RunRules(next);
    }

    /** Rules that the newest point completes. */
    public int bits() {
        if (z.length == 0) {
            return 0;
        }
        boolean beyond3 = beyond(1, 1, 3);
        boolean twoOfThree = beyond(2, 3, 2);
        boolean fourOfFive = beyond(4, 5, 1);
        return bit(0, beyond3)
                | bit(1, twoOfThree)
                | bit(2, fourOfFive)
                | bit(3, sameSide(8))
                | bit(4, beyond3)
                | bit(5, sameSide(9))
                | bit(6, monotone(6))
                | bit(7, alternating(14))
                | bit(8, twoOfThree)
                | bit(9, fourOfFive)
                | bit(10, zone(15, true))
                | bit(11, zone(8, false));
    }

    /** -1 or 1 if the newest point completes a rule with its line moved, else 0. */
    int completes(ZoneRule rule, double line) {
        return beyond(rule.hits, rule.of, line) ? (int) Math.signum(z[0]) : 0;
    }

    /** Names of rules, for people. */
    public static String names(int bits) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < NAMES.length; i++) {
            if ((bits & 1 << i) != 0) {
                names.append(names.length() == 0 ? "" : ", ").append(NAMES[i]);
            }
        }
        return names.toString();
    }

    public void write(StateWriter out) {
        out.number(z.length);
        for (float value : z) {
            out.single(value);
        }
    }

    public static RunRules read(StateReader in) {
        float[] z = new float[in.size()];
        for (int i = 0; i < z.length; i++) {
            z[i] = in.single();
        }
        return new RunRules(Arrays.copyOf(z, Math.min(MEMORY, z.length)));
    }

    private static int bit(int position, boolean set) {
        return set ? 1 << position : 0;
    }

    private boolean beyond(int hits, int of, double line) {
        if (z.length < hits || Math.abs(z[0]) <= line) {
            return false;
        }
        float side = Math.signum(z[0]);
        int found = 0;
        for (int i = 0; i < Math.min(of, z.length); i++) {
            found += side * z[i] > line ? 1 : 0;
        }
        return found >= hits;
    }

    private boolean sameSide(int run) {
        if (z.length < run || z[0] == 0) {
            return false;
        }
        for (int i = 1; i < run; i++) {
            if (z[i] * z[0] <= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean monotone(int run) {
        if (z.length < run) {
            return false;
        }
        float first = Math.signum(z[0] - z[1]);
        for (int i = 0; i < run - 1; i++) {
            if (first == 0 || Math.signum(z[i] - z[i + 1]) != first) {
                return false;
            }
        }
        return true;
    }

    private boolean alternating(int run) {
        if (z.length < run) {
            return false;
        }
        for (int i = 0; i < run - 2; i++) {
            if (Math.signum(z[i] - z[i + 1]) * Math.signum(z[i + 1] - z[i + 2]) >= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean zone(int run, boolean inside) {
        if (z.length < run) {
            return false;
        }
        for (int i = 0; i < run; i++) {
            if (Math.abs(z[i]) <= 1 != inside) {
                return false;
            }
        }
        return true;
    }
}
