/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/**
 * The models of the application and how they behave when nothing is wrong. Latencies in seconds;
 * every quantity is log-normal around the median given here.
 */
enum Model {
    GPT_5_MINI("openai", "gpt-5-mini", "gpt-5-mini-2025-08-07", 0.30, 0.30, 60e-6, 0.009, 180),
    GPT_4O("openai", "gpt-4o", "gpt-4o-2024-08-06", 0.24, 0.40, 80e-6, 0.014, 160),
    CLAUDE_SONNET(
            "anthropic",
            "claude-sonnet-4-5",
            "claude-sonnet-4-5-20250929",
            0.24,
            0.60,
            90e-6,
            0.016,
            210),
    LLAMA("vllm", "llama-3.1-8b", "llama-3.1-8b", 0.22, 0.05, 110e-6, 0.021, 150);

    /** Standard deviation of the logarithm. */
    static final double TTFT_SIGMA = 0.30;

    static final double TPOT_SIGMA = 0.20;
    static final double OUTPUT_SIGMA = 0.55;

    /** Share of the calls that fail when nothing is wrong. */
    static final double ERROR_RATE = 0.007;

    final String provider;
    final String requestName;
    final String responseName;

    /** Share of the traces that ask this model. */
    final double share;

    /** TTFT of an empty prompt, and what each input token adds. */
    final double ttftBase;

    final double ttftPerInputToken;
    final double timePerOutputToken;
    final double outputTokens;

    Model(
            String provider,
            String requestName,
            String responseName,
            double share,
            double ttftBase,
            double ttftPerInputToken,
            double timePerOutputToken,
            double outputTokens) {
        this.provider = provider;
        this.requestName = requestName;
        this.responseName = responseName;
        this.share = share;
        this.ttftBase = ttftBase;
        this.ttftPerInputToken = ttftPerInputToken;
        this.timePerOutputToken = timePerOutputToken;
        this.outputTokens = outputTokens;
    }

    /** Whether the application runs the server itself, so that its spans arrive too. */
    boolean selfHosted() {
        return this == LLAMA;
    }

    /** The model of a trace; the shares add up to one. */
    static Model pick(double uniform) {
        double sum = 0;
        for (Model model : values()) {
            sum += model.share;
            if (uniform < sum) {
                return model;
            }
        }
        return LLAMA;
    }
}
