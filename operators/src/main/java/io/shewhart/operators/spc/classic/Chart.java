/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.StateFormatException;

/**
 * A control chart: folds subgroups one by one and says for each where it lies.
 *
 * <p>A pure function of the parameters it was made with and of the subgroups so far, so that {@code
 * restore(encode())} on a chart with the same parameters continues bit for bit. A subgroup that
 * lacks what the chart plots (NaN) gives a point without statistic or signal and leaves the state
 * as it was. A signal means strictly beyond a limit. Not safe for use by several threads.
 *
 * @param <S> what it folds: {@link Subgroup} or {@link VectorSubgroup}
 */
public interface Chart<S> {

    /** Folds one subgroup; times must not decrease. */
    ChartPoint fold(S subgroup);

    /** The state, without the parameters, in its compact versioned binary format. */
    byte[] encode();

    /**
     * Takes over a state.
     *
     * @throws StateFormatException for bytes of another chart, another format, or damaged ones; the
     *     state is then undefined
     */
    void restore(byte[] state);
}
