/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.LogSilence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.runtime.io.MultipleFuturesAvailabilityHelper;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions and applies the silence rule to them: a silent partition says so with a {@link
 * DecodedRecord#silence} of its own, in the order of its records.
 */
@SuppressWarnings("try") // the wrapped reader may be interrupted while it closes
final class PartitionReader implements SourceReader<DecodedRecord, KafkaPartitionSplit> {
    private final SourceReader<DecodedRecord, KafkaPartitionSplit> reader;
    private final KafkaRecordDecoder decoder;
    private final SilenceWatch watch;
    private final MetricGroup metrics;
    private final long silenceMillis;
    private final long boundMillis;
    private final Map<TopicPartition, LogSilence> spans = new HashMap<>();
    private final Set<String> others = new HashSet<>();
    private final MultipleFuturesAvailabilityHelper availability =
            new MultipleFuturesAvailabilityHelper(2);
    private boolean placesKnown;

    PartitionReader(
            SourceReader<DecodedRecord, KafkaPartitionSplit> reader,
            KafkaRecordDecoder decoder,
            SilenceWatch watch,
            MetricGroup metrics,
            long silenceMillis,
            long boundMillis) {
        this.reader = reader;
        this.decoder = decoder;
        this.watch = watch;
        this.metrics = metrics;
        this.silenceMillis = silenceMillis;
        this.boundMillis = boundMillis;
    }

    @Override
    public void start() {
        reader.start();
        watch.start();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            TopicPartition partition = split.getTopicPartition();
            if (decoder.holdsSpans(partition.topic())) {
                LogSilence silence =
                        new LogSilence(
                                silenceMillis,
                                Math.max(split.getStartingOffset(), LogSilence.UNKNOWN));
                PartitionLag lag = new PartitionLag(silence);
                lag.register(partition, metrics);
                decoder.add(partition, silence, lag);
                watch.add(partition, silence, lag);
                spans.put(partition, silence);
            } else {
                decoder.add(partition, null, null);
                others.add(split.splitId());
            }
        }
        reader.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<DecodedRecord> output) throws Exception {
        for (SilenceWatch.Tick tick : watch.drain()) {
            pass(tick, output);
        }
        return reader.pollNext(output);
    }

    private void pass(SilenceWatch.Tick tick, ReaderOutput<DecodedRecord> output) {
        long time = tick.askedAtMillis();
        tick.answers()
                .forEach(
                        (partition, answer) -> {
                            if (spans.get(partition)
                                    .answered(
                                            tick.next().get(partition),
                                            time,
                                            tick.answeredAtMillis(),
                                            answer)) {
                                String log = partition.toString();
                                output.createOutputForSplit(log)
                                        .collect(
                                                DecodedRecord.silence(
                                                        log, TimeUnit.MILLISECONDS.toNanos(time)),
                                                time);
                            }
                        });
        Watermark wall = new Watermark(time - boundMillis);
        for (String other : others) {
            output.createOutputForSplit(other).emitWatermark(wall);
        }
        if (placesKnown && spans.isEmpty() && others.isEmpty()) {
            output.emitWatermark(wall);
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> records = reader.isAvailable();
        CompletableFuture<Void> ticks = watch.available();
        if (records.isDone() || ticks.isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        availability.resetToUnAvailable();
        availability.anyOf(0, records);
        availability.anyOf(1, ticks);
        return availability.getAvailableFuture().thenApply(ignored -> null);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof PlacesKnown) {
            placesKnown = true;
        } else {
            reader.handleSourceEvents(event);
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    /**
     * Partitions that hold no spans are read on: their time, which is the wall clock, is always far
     * ahead of that of a backlog, and nothing of them goes into state.
     */
    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        List<String> paused = new ArrayList<>(toPause);
        paused.removeAll(others);
        List<String> resumed = new ArrayList<>(toResume);
        resumed.removeAll(others);
        reader.pauseOrResumeSplits(paused, resumed);
    }

    @Override
    public void close() throws Exception {
        watch.close();
        reader.close();
    }
}
