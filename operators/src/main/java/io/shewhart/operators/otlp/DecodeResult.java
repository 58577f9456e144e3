/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * What became of one record. Owned and reused by its decoder: valid until the next call of {@link
 * OtlpTraceDecoder#decode}. A whole record costs no allocation.
 *
 * <p>However much of a record is broken, it is one failure: reason and detail are those of the
 * first broken part in the order of reading, {@link #brokenParts} says how many there were. Nothing
 * of the content of a record ever stands in the detail.
 */
public final class DecodeResult {

    /** Why a record, or a part of it, could not be read. */
    public enum Reason {
        /** The bytes break the rules of their encoding. */
        MALFORMED,
        /** The value ends before the request does; what was complete by then has been kept. */
        TRUNCATED,
        /** A limit of the decoder is exceeded: size of the value, depth of nesting. */
        TOO_LARGE
    }

    private int spans;
    private int brokenParts;
    private Reason reason;
    private String detail = "";

    /** Spans handed to the sink. */
    public int spans() {
        return spans;
    }

    /** Whether everything in the record was readable. An empty value is. */
    public boolean whole() {
        return brokenParts == 0;
    }

    /** How many parts (request, resource spans, scope spans, spans) were given up. */
    public int brokenParts() {
        return brokenParts;
    }

    /** Why the first broken part was given up; null when the record is {@link #whole}. */
    public Reason reason() {
        return reason;
    }

    /** Which part was given up, what is wrong with it and at which byte; empty when whole. */
    public String detail() {
        return detail;
    }

    void clear() {
        spans = 0;
        brokenParts = 0;
        reason = null;
        detail = "";
    }

    void countSpan() {
        spans++;
    }

    /** Text is built for the first failure only: a hostile record can hold a million. */
    void fail(Reason why, String part, int partStart, String what, long position) {
        if (brokenParts++ == 0) {
            reason = why;
            detail = part + " at byte " + partStart + ": " + what + " at byte " + position;
        }
    }

    @Override
    public String toString() {
        String kept = spans + " spans";
        return whole()
                ? kept
                : kept + ", " + brokenParts + " broken parts, " + reason + ": " + detail;
    }
}
