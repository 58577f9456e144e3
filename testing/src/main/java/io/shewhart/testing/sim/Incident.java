/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/**
 * One staged incident: it acts on whatever starts at or after {@code start} and before {@code end}
 * (calls; traces for vanished traffic and the bad release).
 */
record Incident(IncidentKind kind, long start, long end) {
    boolean acts(Model model, long time) {
        return time >= start && time < end && (kind.model == null || kind.model == model);
    }
}
