/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Token counts of subgroups that a baseline may be learned from: their means, to adjust the
 * subgroups by, and what their calls say about the slopes. Takes no room where no subgroup has any.
 * Mutable.
 *
 * <p>Means are kept as float, as those of the latency are.
 */
final class TokenSample {

    private static final int NONE = 0;

    /** Calls whose tokens are known, {@link #NONE} for a subgroup that cannot be adjusted. */
    private int[] calls = new int[0];

    /** Rows of the means of the token counts, then of the latency relative to that of all calls. */
    private float[] rows = new float[0];

    /** Numbers in a row; 0 as long as no subgroup has tokens. */
    private int width;

    private int size;
    private TokenRegression regression = new TokenRegression();

    /** Adds the next subgroup. */
    void add(LocationPoint point) {
        Covariates tokens = point.tokens();
        if (tokens != null) {
            regression.add(tokens);
            if (width == 0) {
                width = tokens.explaining() + 1;
                reserve(Math.max(8, size + 1));
            }
        }
        if (width > 0) {
            if (size == calls.length) {
                reserve(size + size / 2);
            }
            calls[size] = NONE;
            if (point.adjustable() && tokens.explaining() == width - 1) {
                keep(tokens, point.known());
            }
        }
        size++;
    }

    private void keep(Covariates tokens, double known) {
        calls[size] = (int) Math.min(Integer.MAX_VALUE, tokens.count());
        for (int i = 0; i < width - 1; i++) {
            rows[size * width + i] = (float) tokens.mean(i);
        }
        rows[size * width + width - 1] = (float) known;
    }

    private void reserve(int subgroups) {
        calls = Arrays.copyOf(calls, subgroups);
        rows = Arrays.copyOf(rows, subgroups * width);
    }

    /** Forgets the oldest subgroups; what they said about slopes stays true. */
    void drop(int count) {
        if (width > 0) {
            int end = Math.max(count + 8, size);
            calls = Arrays.copyOfRange(calls, count, end);
            rows = Arrays.copyOfRange(rows, count * width, end * width);
        }
        size -= count;
    }

    /** Slopes that the subgroups so far show, null without a significant one. */
    TokenSlopes slopes() {
        return regression.slopes();
    }

    /** Calls of a subgroup whose tokens are known, 0 if it cannot be adjusted. */
    int calls(int i) {
        return width == 0 ? NONE : calls[i];
    }

    /** What to add to the level of a subgroup that can be adjusted. */
    double adjustment(int i, TokenSlopes slopes, double[] scratch) {
        for (int k = 0; k < width - 1; k++) {
            scratch[k] = rows[i * width + k];
        }
        return rows[i * width + width - 1] - slopes.shift(scratch);
    }

    TokenSample copy() {
        TokenSample copy = new TokenSample();
        copy.calls = calls.clone();
        copy.rows = rows.clone();
        copy.width = width;
        copy.size = size;
        copy.regression = regression.copy();
        return copy;
    }

    void write(StateWriter out) {
        out.number(width);
        if (width > 0) {
            for (int i = 0; i < size; i++) {
                out.number(calls[i]);
                for (int k = 0; calls[i] != NONE && k < width; k++) {
                    out.single(rows[i * width + k]);
                }
            }
            regression.write(out);
        }
    }

    /** Reads the part of a sample of a known size. */
    static TokenSample read(StateReader in, int size) {
        TokenSample sample = new TokenSample();
        sample.size = size;
        sample.width = in.integer();
        if (sample.width < 0 || sample.width > TokenSlopes.MOST_COUNTS + 1) {
            throw new StateFormatException("rows of " + sample.width + " token counts");
        }
        if (sample.width > 0) {
            sample.reserve(Math.max(8, size));
            for (int i = 0; i < size; i++) {
                sample.calls[i] = in.integer();
                for (int k = 0; sample.calls[i] != NONE && k < sample.width; k++) {
                    sample.rows[i * sample.width + k] = in.single();
                }
            }
            sample.regression = TokenRegression.read(in);
        }
        return sample;
    }
}
