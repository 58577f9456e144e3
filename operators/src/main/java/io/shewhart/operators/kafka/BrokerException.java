/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

/** A broker could not or would not answer. The message says what it was asked, the cause why. */
public final class BrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokerException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
