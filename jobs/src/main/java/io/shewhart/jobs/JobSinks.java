/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.operators.kafka.KafkaResults;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.Episode;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The sinks of the production job: Kafka, and a store. */
final class JobSinks {
    private JobSinks() {}

    static Sinks of(KafkaResults kafka, StoreSinks store) {
        return new Sinks(
                to("inferences", kafka.inferences()),
                JobSinks.<TraceRecord>to("traces", kafka.traces()).andThen(store.traces()),
                to("late-spans", kafka.lateSpans()),
                to("dead-letters", kafka.deadLetters()),
                store.windows(),
                store.chartPoints(),
                JobSinks.<Episode>to("alerts", kafka.alerts()).andThen(store.episodes()),
                store.quality());
    }

    private static <T> Consumer<DataStream<T>> to(String name, Sink<T> sink) {
        return stream -> stream.sinkTo(sink).uid("sink-kafka-" + name).name("Send " + name);
    }
}
