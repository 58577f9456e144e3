/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * Writes and reads the compact form of {@link TraceState}, see the package's description. Holds no
 * trace, only memory and names that the next one will need again. Not safe for several threads.
 */
public final class TraceCodec {
    private final StateWriter writer = new StateWriter();
    private final StateReader reader = new StateReader();

    /** The compact form. */
    public byte[] encode(TraceState state) {
        return writer.write(state);
    }

    /** Reads the compact form. */
    public TraceState decode(byte[] bytes) {
        return reader.read(bytes);
    }
}
