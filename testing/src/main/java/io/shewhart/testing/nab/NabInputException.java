/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import java.io.IOException;

/** Input that cannot be scored; the message tells the user which and why. */
final class NabInputException extends IOException {
    private static final long serialVersionUID = 1L;

    NabInputException(String message) {
        super(message);
    }
}
