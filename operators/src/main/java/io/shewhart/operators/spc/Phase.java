/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Phase of a chart; the order is that of {@code PHASE_*} in chart.proto, without the unspecified
 * one.
 */
public enum Phase {
    /** Too few subgroups to say anything. */
    WARMUP,
    /** Phase I: the baseline is learned, self-starting statistics watch meanwhile. */
    LEARNING,
    /** Phase II: watching against a frozen baseline. */
    WATCHING,
    /** An episode of the chart key is open. */
    SIGNALLING
}
