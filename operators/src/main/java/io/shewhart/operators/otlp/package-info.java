/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Record bytes in, spans out: reading OTLP trace requests, as the OpenTelemetry Collector's Kafka
 * exporter writes them, in both encodings.
 *
 * <p>What belongs here is what follows from the bytes alone: framing, field numbers, JSON keys,
 * which names are taken, what is kept of a broken record. What a name <em>means</em> belongs to the
 * semantic conventions; where the bytes come from and where the spans go, to the Flink functions.
 * Nothing here imports Flink, Kafka or protobuf.
 *
 * <p>Start at {@link io.shewhart.operators.otlp.OtlpTraceDecoder}.
 */
package io.shewhart.operators.otlp;
