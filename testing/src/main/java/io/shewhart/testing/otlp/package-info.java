/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * An OTLP receiver that writes what it takes to Kafka as the OpenTelemetry Collector's Kafka
 * exporter does, for the local stack: one record per request, protobuf, no key, no headers.
 *
 * <p>Belongs here: the protocol over gRPC and HTTP, its answers and limits, and the way to Kafka.
 * Does not belong here: what the records mean.
 */
package io.shewhart.testing.otlp;
