/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.List;

/** Charts that the engine runs; their codes are part of the state format. */
enum ChartName {
    I_PRIME(0, "i_prime"),
    EWMA(1, "ewma"),
    EXCEEDANCE(2, "exceedance"),
    LANEY_P(3, "laney_p"),
    ADAPTIVE_I(4, "adaptive_i"),
    SELF_STARTING_Q(5, "self_starting_q"),
    SELF_STARTING_EWMA(6, "self_starting_ewma"),
    CUSUM(7, "cusum"),
    ADAPTIVE_GAUGE(8, "adaptive_gauge"),
    TWO_OF_THREE(9, "rule_2_of_3"),
    FOUR_OF_FIVE(10, "rule_4_of_5"),
    EXCEEDANCE_EWMA(11, "exceedance_ewma");

    static final int COUNT = 12;

    /** What there was before the tail had an EWMA. */
    static final int COUNT_WITHOUT_TAIL_EWMA = 11;

    private final int code;
    private final String text;

    ChartName(int code, String text) {
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }

    int bit() {
        return 1 << code;
    }

    /**
     * Subgroups after one beyond the limit within which another confirms it. What a chart with
     * memory remembers is beyond the next time too.
     */
    int confirmedWithin() {
        return switch (this) {
            case EWMA, SELF_STARTING_EWMA, EXCEEDANCE_EWMA, CUSUM -> 1;
            default -> PairRate.WITHIN;
        };
    }

    static ChartName of(int code) {
        for (ChartName chart : values()) {
            if (chart.code == code) {
                return chart;
            }
        }
        throw new StateFormatException("chart " + code);
    }

    static List<String> names(int mask) {
        List<String> names = new ArrayList<>();
        for (ChartName chart : values()) {
            if ((mask & chart.bit()) != 0) {
                names.add(chart.text);
            }
        }
        return names;
    }
}
