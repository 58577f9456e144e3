/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

/** A rule table cannot be used as it stands; the message names the file and the line. */
public final class TableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TableException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
