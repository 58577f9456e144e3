/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.Arrays;
import java.util.List;

/** What can be staged, in the order in which it is. */
public enum IncidentKind {
    SLOW_MODEL_SERVER(
            "slow-model-server",
            10,
            "the model server takes twice as long to the first token",
            Model.LLAMA,
            2),
    ERROR_BURST("error-burst", 6, "a provider fails one call in five", Model.CLAUDE_SONNET, 0.2),
    TOKEN_THROUGHPUT_DROP(
            "token-throughput-drop",
            10,
            "a model takes 1.6 times as long for each token after the first",
            Model.GPT_4O,
            1.6),
    BAD_RELEASE(
            "bad-release",
            20,
            "a release whose model calls take 1.5 times as long gets traffic, then is rolled back",
            null,
            1.5),
    VANISHED_TRAFFIC(
            "vanished-traffic", 10, "nobody asks for a model any more", Model.GPT_5_MINI, 0),
    LONGER_ANSWERS(
            "longer-answers",
            10,
            "answers have 1.8 times as many tokens",
            Model.CLAUDE_SONNET,
            1.8);

    final String label;
    final long minutes;
    final String summary;

    /** The model that is hit; null: all of them. */
    final Model model;

    /** What the metric is multiplied by; for an error burst the share of calls that fail. */
    final double factor;

    IncidentKind(String label, long minutes, String summary, Model model, double factor) {
        this.label = label;
        this.minutes = minutes;
        this.summary = summary;
        this.model = model;
        this.factor = factor;
    }

    /** Its name on the command line. */
    public String label() {
        return label;
    }

    /** What happens, for a person. */
    public String summary() {
        return summary;
    }

    /** Names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(kind -> kind.label).toList();
    }

    /** The kind of this name; throws IllegalArgumentException naming all there are. */
    public static IncidentKind of(String label) {
        for (IncidentKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "there is no incident \"" + label + "\"; there are " + String.join(", ", labels()));
    }
}
