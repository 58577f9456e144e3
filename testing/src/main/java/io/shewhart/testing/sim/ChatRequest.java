/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/**
 * What the application asks a model for.
 *
 * @param parent span id
 * @param start nanoseconds since the Unix epoch
 * @param input tokens
 * @param toolCall the model will ask for a tool instead of answering
 */
record ChatRequest(
        ServiceProcess process,
        long parent,
        long start,
        Model model,
        boolean streaming,
        long input,
        boolean toolCall,
        String conversation) {}
