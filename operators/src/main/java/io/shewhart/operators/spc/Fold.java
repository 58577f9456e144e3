/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/**
 * One fold as the charts of one version see it.
 *
 * @param key chart key, part of every id
 * @param version version whose window is folded
 * @param frozen whether the version is part of an open episode, which keeps its baseline
 * @param out receives what the charts have to say
 */
record Fold(
        EngineContext context, String key, String version, boolean frozen, List<Judgement> out) {

    EngineConfig config() {
        return context.config;
    }

    /** Whether a chart could judge the window. */
    boolean judged() {
        for (Judgement j : out) {
            if (j.judged) {
                return true;
            }
        }
        return false;
    }

    /** Version of a baseline if it is not the one that is folded, else null. */
    String another(Baseline judge) {
        return judge == null || judge.version().equals(version) ? null : judge.version();
    }
}
