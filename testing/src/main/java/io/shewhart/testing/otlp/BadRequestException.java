/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

/** A request that no repetition makes right. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** The HTTP status that tells it: 400, 413, 415. */
    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
