/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import io.shewhart.jobs.JobOptions;
import io.shewhart.operators.flow.AssemblyOperator;
import io.shewhart.operators.flow.Key128;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.schemas.v1.Inference;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Where the state of traces lies. */
enum Layout {
    /** What the job does. */
    HEAP("heap, raw keyed state at checkpoints", "rocksdb"),
    /** The same operator with no room on the heap. */
    LIST("RocksDB: list of groups, value of the settled part", "rocksdb"),
    /** Everything in one value. */
    BLOB("RocksDB: one value a trace", "rocksdb"),
    /** As {@link #LIST}, on Flink's state backend on the heap. */
    FLINK_HEAP("Flink's heap: list of groups, value", "hashmap");

    private static final long NO_ROOM = 1;

    final String text;
    final String backend;

    Layout(String text, String backend) {
        this.text = text;
        this.backend = backend;
    }

    /** Adds assembly to a stream; its name and uid are the caller's. */
    SingleOutputStreamOperator<Inference> attach(
            KeyedStream<SpanGroup, Key128> groups, JobOptions options) {
        if (this == BLOB) {
            return groups.process(
                    new BlobAssembly(options.traces()),
                    ValueTypeInformation.proto(Inference.getDefaultInstance()));
        }
        return groups.transform(
                "Assemble",
                ValueTypeInformation.proto(Inference.getDefaultInstance()),
                new AssemblyOperator(
                        options.traces(), this == HEAP ? options.traceHeapBytes() : NO_ROOM));
    }
}
