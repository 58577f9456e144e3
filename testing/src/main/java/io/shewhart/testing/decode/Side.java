/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

/** One of the two readers that are compared. */
interface Side {
    /**
     * Reads a request and adds up what it read.
     *
     * @return number of spans
     */
    int read(byte[] request, FieldSum into);
}
