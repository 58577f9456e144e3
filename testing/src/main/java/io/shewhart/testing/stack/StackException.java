/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

/** The stack cannot start, or go on; the message tells a user why and what to do. */
final class StackException extends Exception {
    private static final long serialVersionUID = 1L;

    StackException(String message) {
        super(message);
    }
}
