/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is remembered of the fixed limits of one chart key; immutable for its users.
 *
 * <p>Bounded by the number of limits. {@code decode(encode())} continues exactly as the original
 * would; the bytes carry their format.
 */
public final class FixedLimitState {

    private static final int FORMAT = 1;

    final List<LimitWatch> watches = new ArrayList<>();
    PendingCounts pending = new PendingCounts();

    /** The state in its compact binary format. */
    public byte[] encode() {
        StateWriter out = new StateWriter();
        out.number(FORMAT);
        pending.write(out);
        out.number(watches.size());
        for (LimitWatch watch : watches) {
            watch.write(out);
        }
        return out.toBytes();
    }

    /**
     * Reads a state.
     *
     * @throws StateFormatException if the format is unknown or the bytes are damaged; the caller
     *     then starts with null
     */
    public static FixedLimitState decode(byte[] bytes) {
        try {
            return read(new StateReader(bytes));
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StateFormatException("damaged state of fixed limits: " + e.getMessage());
        }
    }

    private static FixedLimitState read(StateReader in) {
        long format = in.number();
        if (format != FORMAT) {
            throw new StateFormatException(
                    "format " + format + " of a state of fixed limits, known: " + FORMAT);
        }
        FixedLimitState state = new FixedLimitState();
        state.pending = PendingCounts.read(in);
        int size = in.size();
        for (int i = 0; i < size; i++) {
            state.watches.add(LimitWatch.read(in));
        }
        if (!in.exhausted()) {
            throw new StateFormatException("bytes left after a state of fixed limits");
        }
        return state;
    }

    FixedLimitState copy() {
        FixedLimitState copy = new FixedLimitState();
        copy.pending = pending.copy();
        for (LimitWatch watch : watches) {
            copy.watches.add(watch.copy());
        }
        return copy;
    }
}
