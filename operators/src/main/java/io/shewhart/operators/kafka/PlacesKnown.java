/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells a reader that it has been given every partition that was found when the job started. A
 * reader without one cannot know by itself whether its partitions are still to come.
 */
record PlacesKnown() implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
