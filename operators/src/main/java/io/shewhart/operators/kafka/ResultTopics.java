/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import java.io.Serializable;
import java.util.List;

/** Names of the topics that are written. */
public record ResultTopics(
        String inferences, String traces, String alerts, String lateSpans, String deadLetters)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** All of them. */
    public List<String> names() {
        return List.of(inferences, traces, alerts, lateSpans, deadLetters);
    }
}
