/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Kafka in and out: the source of decoded records with the time rules of reading, the sinks, and
 * what is asked of brokers before a job starts.
 *
 * <p>Belongs here: partitions, offsets, producers, topics. Does not belong here: what a record
 * holds ({@code ingest}), and where a setting comes from (module {@code jobs}).
 *
 * <p>Time. A partition's watermark follows its records ({@link
 * io.shewhart.operators.flow.PartitionWatermarks}). It follows the wall clock instead when the
 * partition is silent ({@link io.shewhart.operators.ingest.LogSilence}); this one thing depends on
 * when a log is read and not on the log alone, and it enters the stamps of what comes later, so
 * that state and results never disagree about it. Partitions of topics without spans, and subtasks
 * that were given no partition, hold nothing back: they follow the wall clock from the beginning.
 */
package io.shewhart.operators.kafka;
