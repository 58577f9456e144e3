/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Phase I: a chart fitted to the subgroups that do not signal on it.
 *
 * <p>A first fit, which should be robust, marks what cannot belong; then the efficient fit to the
 * rest and the marks are repeated to a fixed point. Nothing is returned if more than the allowed
 * share would have to go. Sources: Montgomery, Introduction to Statistical Quality Control, section
 * 6.2; Jones-Farmer, Woodall, Steiner and Champ (2014), Journal of Quality Technology 46.
 *
 * @param chart the fitted chart, which has not folded anything
 * @param used subgroups it was fitted to
 * @param excluded positions of the others
 */
public record Screening(Chart<Subgroup> chart, List<Subgroup> used, List<Integer> excluded) {

    private static final int ROUNDS = 30;

    /**
     * Screens subgroups.
     *
     * @param first robust fit for the first pass
     * @param fit efficient fit
     * @param mostExcluded largest share that may go
     */
    public static Optional<Screening> of(
            List<Subgroup> subgroups,
            Function<List<Subgroup>, Chart<Subgroup>> first,
            Function<List<Subgroup>, Chart<Subgroup>> fit,
            double mostExcluded) {
        List<Integer> excluded = signals(first.apply(subgroups), subgroups);
        for (int round = 0; round < ROUNDS; round++) {
            if (excluded.size() > mostExcluded * subgroups.size()) {
                return Optional.empty();
            }
            List<Subgroup> used = without(subgroups, excluded);
            List<Integer> next = signals(fit.apply(used), subgroups);
            if (next.equals(excluded)) {
                return Optional.of(new Screening(fit.apply(used), used, excluded));
            }
            // what keeps coming and going stays away, so that there is a fixed point
            if (round > ROUNDS / 2) {
                for (int i : excluded) {
                    if (!next.contains(i)) {
                        next.add(i);
                    }
                }
                next.sort(null);
            }
            excluded = next;
        }
        return Optional.empty();
    }

    private static List<Integer> signals(Chart<Subgroup> chart, List<Subgroup> subgroups) {
        List<Integer> signals = new ArrayList<>();
        for (int i = 0; i < subgroups.size(); i++) {
            if (chart.fold(subgroups.get(i)).signal() != 0) {
                signals.add(i);
            }
        }
        return signals;
    }

    private static List<Subgroup> without(List<Subgroup> subgroups, List<Integer> excluded) {
        List<Subgroup> used = new ArrayList<>();
        for (int i = 0; i < subgroups.size(); i++) {
            if (!excluded.contains(i)) {
                used.add(subgroups.get(i));
            }
        }
        return used;
    }
}
