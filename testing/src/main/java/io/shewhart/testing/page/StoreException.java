/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.io.IOException;

/** The store did not answer, or did not understand. */
final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    enum Kind {
        /** It cannot be reached, or does not answer in time. */
        DOWN,
        /** A table does not exist yet. */
        NO_TABLE,
        /** It answered that it cannot. */
        REFUSED
    }

    private final Kind kind;

    StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
