/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.util.Locale;

/** What is said about a metric of a series, and about a series; the most urgent first. */
enum SeriesState {
    /** An episode is open. */
    OPEN,
    /** Every chart still learns. */
    LEARNING,
    /** A chart watches against its baseline, and nothing is wrong. */
    WATCHING,
    /** Nothing was measured for a while. */
    NO_DATA;

    /** As in JSON and addresses. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
