/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * All that the engine remembers of one chart key; immutable for its users.
 *
 * <p>{@code decode(encode())} continues exactly as the original would.
 */
public final class KeyState {

    KeyState() {}

    /** The state in its compact binary format, version byte first. */
    public byte[] encode() {
        return new byte[] {1};
    }

    /**
     * Reads a state.
     *
     * @throws StateFormatException if the format is unknown or the bytes are damaged; the caller
     *     then starts with null
     */
    public static KeyState decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != 1) {
            throw new StateFormatException("unknown format of a chart state");
        }
        return new KeyState();
    }
}
