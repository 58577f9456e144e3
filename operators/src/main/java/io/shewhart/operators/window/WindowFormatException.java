/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/** Stored or transferred window data does not have the format this version reads. */
public final class WindowFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WindowFormatException(String message) {
        super(message);
    }

    WindowFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
