/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.StateFormatException;
import io.shewhart.operators.spc.StateReader;
import io.shewhart.operators.spc.StateWriter;

/**
 * Versioned state of a chart: format, name of the chart, then what the chart itself writes. Charts
 * without memory write nothing more.
 */
abstract class BaseChart<S> implements Chart<S> {

    private static final int FORMAT = 1;

    private final String name;

    BaseChart(String name) {
        this.name = name;
    }

    @Override
    public final byte[] encode() {
        StateWriter out = new StateWriter();
        out.number(FORMAT);
        out.text(name);
        write(out);
        return out.toBytes();
    }

    @Override
    public final void restore(byte[] state) {
        StateReader in = new StateReader(state);
        try {
            long format = in.number();
            if (format != FORMAT) {
                throw new StateFormatException("chart format " + format + ", known: " + FORMAT);
            }
            String found = in.text();
            if (!found.equals(name)) {
                throw new StateFormatException("state of chart " + found + " for chart " + name);
            }
            read(in);
        } catch (ArithmeticException e) {
            throw new StateFormatException("number out of range: " + e.getMessage());
        }
        if (!in.exhausted()) {
            throw new StateFormatException("bytes after the state of chart " + name);
        }
    }

    void write(StateWriter out) {}

    void read(StateReader in) {}

    static double positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is " + value + ", allowed: > 0");
        }
        return value;
    }

    static double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + ", allowed: a number");
        }
        return value;
    }
}
