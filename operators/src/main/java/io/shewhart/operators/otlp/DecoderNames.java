/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.util.Objects;

/**
 * The names that some rule mentions. Only these are decoded; every other attribute and event is
 * skipped on the wire, so that what no rule names never leaves the record's bytes.
 *
 * @param resourceAttributes slots of {@link DecodedResource#attributes()}
 * @param spanAttributes slots of {@link DecodedSpan#attributes()}
 * @param events event names, slots of {@link DecodedSpan#eventCount}
 * @param eventAttributes slots of {@link DecodedSpan#eventAttributes()}, taken from events whose
 *     name is in {@code events}
 */
public record DecoderNames(
        NameTable resourceAttributes,
        NameTable spanAttributes,
        NameTable events,
        NameTable eventAttributes) {

    public DecoderNames {
        Objects.requireNonNull(resourceAttributes, "resourceAttributes");
        Objects.requireNonNull(spanAttributes, "spanAttributes");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(eventAttributes, "eventAttributes");
    }

    DecodedResource newResource() {
        return new DecodedResource(resourceAttributes.size());
    }

    DecodedSpan newSpan() {
        return new DecodedSpan(spanAttributes.size(), events.size(), eventAttributes.size());
    }
}
