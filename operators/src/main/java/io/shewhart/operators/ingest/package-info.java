/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * From the bytes of a Kafka record to stamped span groups: decoding, resolving, grouping and the
 * time rules of reading, put together.
 *
 * <p>Belongs here: what happens to one record, and how far a log has come. Does not belong here:
 * the wire formats ({@code otlp}), the meaning of attributes ({@code semconv}), anything that spans
 * records ({@code trace}).
 */
package io.shewhart.operators.ingest;
