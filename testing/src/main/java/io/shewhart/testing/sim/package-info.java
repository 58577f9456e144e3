/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * A simulator of an LLM application that writes captures: the Kafka records its telemetry would
 * have become, and beside them the truth about every model call and every staged incident; or that
 * writes the records while a clock runs, with incidents staged meanwhile.
 *
 * <p>The same options give the same file, byte for byte. Nothing here reads a clock or a random
 * source that is not seeded, and mathematics is {@code StrictMath} wherever hardware could differ.
 * Times are nanoseconds since the Unix epoch unless a name says otherwise.
 */
package io.shewhart.testing.sim;
