/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

/**
 * Medians over the rounds.
 *
 * @param name which requests
 * @param generated spans per second of the generated classes
 * @param decoder spans per second of the decoder
 * @param ratio of the two in the same round, its median
 * @param bytesPerSpan bytes of the requests for each span in them
 */
record Figures(String name, double generated, double decoder, double ratio, double bytesPerSpan) {}
