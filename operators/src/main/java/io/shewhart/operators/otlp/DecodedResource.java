/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/** The resource of the spans that follow; reused, valid until the next resource. */
public final class DecodedResource {
    private final Attributes attributes;
    private long ordinal;

    public DecodedResource(int attributeSlots) {
        attributes = new Attributes(attributeSlots);
    }

    public Attributes attributes() {
        return attributes;
    }

    /**
     * Changes with every resource read by one decoder: lets a reader keep what it derived from the
     * last one.
     */
    public long ordinal() {
        return ordinal;
    }

    void clear(byte[] text) {
        attributes.clear(text);
        ordinal++;
    }
}
