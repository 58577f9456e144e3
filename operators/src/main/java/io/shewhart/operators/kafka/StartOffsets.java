/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading starts when there is no checkpoint.
 *
 * <p>Every offset is asked from the broker when a partition is found, and kept in the checkpoint
 * from then on. Left to the reader, "latest" would be asked again after a failure, and what came in
 * between would be lost; and a partition whose position is not known could not be called read.
 *
 * @param from the rule
 * @param timestampMillis of rule {@link From#TIMESTAMP}: the first record not older
 */
public record StartOffsets(From from, long timestampMillis) implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    /** Rules. */
    public enum From {
        /** Everything there is. */
        EARLIEST,
        /** What comes after the job was first started. */
        LATEST,
        /** Where the consumer group stood; everything, where it never was. */
        COMMITTED,
        /** A time. */
        TIMESTAMP
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
        return switch (from) {
            case EARLIEST -> broker.beginningOffsets(partitions);
            case LATEST -> broker.endOffsets(partitions);
            case COMMITTED -> {
                Map<TopicPartition, Long> offsets =
                        new HashMap<>(broker.beginningOffsets(partitions));
                offsets.putAll(broker.committedOffsets(partitions));
                yield offsets;
            }
            case TIMESTAMP -> {
                // A partition whose records are all older starts at its end.
                Map<TopicPartition, Long> offsets = new HashMap<>(broker.endOffsets(partitions));
                Map<TopicPartition, Long> times = new HashMap<>();
                partitions.forEach(partition -> times.put(partition, timestampMillis));
                broker.offsetsForTimes(times)
                        .forEach(
                                (partition, found) -> {
                                    if (found != null) {
                                        offsets.put(partition, found.offset());
                                    }
                                });
                yield offsets;
            }
        };
    }

    /** Where reading goes on when records were deleted before they were read. */
    @Override
    @SuppressWarnings("deprecation") // the connector knows no other
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
