/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * A message that cannot be read further. Carries no stack trace, since hostile input may raise it
 * once per span, and never leaves the package.
 */
final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DecodeResult.Reason reason;
    private final int position;

    private WireException(DecodeResult.Reason reason, String what, int position) {
        super(what, null, false, false);
        this.reason = reason;
        this.position = position;
    }

    static WireException malformed(String what, int position) {
        return new WireException(DecodeResult.Reason.MALFORMED, what, position);
    }

    /** A field goes on beyond the end of the message it stands in. */
    static WireException cut(int position) {
        return new WireException(
                DecodeResult.Reason.TRUNCATED, "field runs past the end", position);
    }

    static WireException tooDeep(int position) {
        return new WireException(
                DecodeResult.Reason.TOO_LARGE, "nested deeper than the decoder follows", position);
    }

    /** As seen from the innermost message. */
    DecodeResult.Reason reason() {
        return reason;
    }

    /**
     * As seen from a message that is complete itself: a field that runs past the end of a part of
     * it is damage, not the end of input.
     */
    DecodeResult.Reason reasonWithin() {
        return reason == DecodeResult.Reason.TRUNCATED ? DecodeResult.Reason.MALFORMED : reason;
    }

    /** Byte of the record at which reading stopped. */
    int position() {
        return position;
    }
}
