/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.List;

/**
 * What one bundle of accumulators is about. Bundles of different kinds are never merged, even when
 * their labels are the same.
 */
public enum BundleKind {
    /** Model calls of one label set. */
    CALLS(1),
    /** Whole traces: service, environment and version of the root. */
    TRACES(2),
    /** One stage on the critical path of traces; the label operation names the stage. */
    STAGE(3);

    private final int code;

    BundleKind(int code) {
        this.code = code;
    }

    /** Number in the state format; never reused. */
    int code() {
        return code;
    }

    static BundleKind ofCode(int code) {
        for (BundleKind kind : List.of(values())) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new WindowFormatException("bundle of unknown kind " + code);
    }
}
