/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRulesTest {

    /** A series that breaks every rule; hits as reported by R package qcc 3.0 (2026-05-04). */
    private static final double[] Z = {
        0.2, -0.4, 3.2, 0.1, -0.3, 2.3, 0.4, 2.1, -0.2, -2.5, -2.2, 0.3, 1.2, 1.4, 0.2, 1.6, 1.1,
        -0.5, 0.3, 0.6, 0.2, 0.3, 0.6, 0.2, 0.3, 0.6, 0.2, -0.1, -1.5, -0.9, -0.4, 0.1, 0.7, 1.3,
        -0.2, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0.1, 0.4,
        -0.3, 0.2, -0.6, 0.8, 0.4, -0.3, 0.2, -0.6, 0.8, 0.4, -0.3, 0.2, -0.6, 0.8, 1.5, -1.4, 1.3,
        -1.6, 1.2, -1.8, 1.1, -1.2, 0, -3.4, 0.1
    };

    @Test
    void everyRuleHitsWhereQccSaysSo() {
        assertThat(hits(0)).containsExactly(3, 75);
        assertThat(hits(1)).containsExactly(8, 11);
        assertThat(hits(2)).containsExactly(17);
        assertThat(hits(3)).containsExactly(26, 27);
        assertThat(hits(4)).containsExactly(3, 75);
        assertThat(hits(5)).containsExactly(27);
        assertThat(hits(6)).containsExactly(34);
        assertThat(hits(7)).containsExactly(46, 47, 48, 49, 50);
        assertThat(hits(8)).containsExactly(8, 11);
        assertThat(hits(9)).containsExactly(17);
        assertThat(hits(10))
                .containsExactly(
                        49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65);
        assertThat(hits(11)).containsExactly(73);
    }

    private static List<Integer> hits(int rule) {
        List<Integer> hits = new ArrayList<>();
        RunRules rules = RunRules.EMPTY;
        for (int i = 0; i < Z.length; i++) {
            rules = rules.add(Z[i]);
            if ((rules.bits() & 1 << rule) != 0) {
                hits.add(i + 1);
            }
        }
        return hits;
    }
}
