/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.DecoderNames;
import io.shewhart.operators.otlp.NameTable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects, while the tables are read, every name that some row mentions, and gives each its slot
 * at once: slots count up in the order of first mention, as {@link NameTable} numbers them.
 */
final class Names {
    private final Map<String, Integer> resource = new LinkedHashMap<>();
    private final Map<String, Integer> span = new LinkedHashMap<>();
    private final Map<String, Integer> events = new LinkedHashMap<>();
    private final Map<String, Integer> eventAttributes = new LinkedHashMap<>();

    int resource(String key) {
        return slot(resource, key);
    }

    int span(String key) {
        return slot(span, key);
    }

    int event(String name) {
        return slot(events, name);
    }

    int eventAttribute(String key) {
        return slot(eventAttributes, key);
    }

    DecoderNames build() {
        return new DecoderNames(
                new NameTable(resource.keySet()),
                new NameTable(span.keySet()),
                new NameTable(events.keySet()),
                new NameTable(eventAttributes.keySet()));
    }

    private static int slot(Map<String, Integer> slots, String name) {
        return slots.computeIfAbsent(name, n -> slots.size());
    }
}
