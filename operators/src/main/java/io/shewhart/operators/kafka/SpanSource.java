/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.flow.DecodedRecordSerializer;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.RecordDecoder;
import java.io.Serializable;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Unbounded source over Kafka topics, decoded where they are read.
 *
 * <p>Guarantee: exactly-once within the job; no partition is passed over unless it is silent, see
 * the package. Offsets are committed to the consumer group when a checkpoint completes, for those
 * who watch it; a restart goes on from the checkpoint. State is that of Flink's own Kafka source:
 * (partition, next offset) per reader, partitions known per enumerator.
 */
public final class SpanSource
        implements Source<DecodedRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<DecodedRecord> {
    private static final long serialVersionUID = 1L;

    /**
     * What is read, and how.
     *
     * @param consumer properties of the consumers, bootstrap.servers and group.id among them
     * @param spanTopics matches the topics that hold spans
     * @param otherTopics matches the topics that are read, counted and skipped
     * @param start where reading starts without a checkpoint
     * @param discovery time between looks for new partitions, which are read from their beginning
     * @param silence how long a partition must have been read to its end before it is passed over
     * @param boundNanos disorder allowed within a partition
     * @param decoding how records are read
     */
    public record Settings(
            Properties consumer,
            Pattern spanTopics,
            Pattern otherTopics,
            StartOffsets start,
            Duration discovery,
            Duration silence,
            long boundNanos,
            RecordDecoder.Options decoding)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Matches every topic that is read. */
        public Pattern topics() {
            return Pattern.compile(
                    "(?:" + spanTopics.pattern() + ")|(?:" + otherTopics.pattern() + ")");
        }
    }

    /**
     * Of one partition in a fetch, bytes: eight times Kafka's default, which makes a backlog of few
     * partitions many small requests. What a broker answers in all stays bounded by
     * fetch.max.bytes, 50 MiB by default.
     */
    private static final String PARTITION_FETCH_BYTES = Integer.toString(8 << 20);

    /**
     * Of what is handed on at once, a tenth of Kafka's default: a Collector's records hold hundreds
     * of spans, and all that is handed on lies in memory, which every garbage collection copies.
     */
    private static final String POLL_RECORDS = "50";

    /**
     * How long sources and sinks wait for brokers that do not answer before the job starts anew.
     */
    static final String OUTAGE_MILLIS = "600000";

    private final Settings settings;

    public SpanSource(Settings settings) {
        this.settings = settings;
    }

    private KafkaSource<DecodedRecord> kafka(KafkaRecordDecoder decoder) {
        return KafkaSource.<DecodedRecord>builder()
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES)
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS)
                .setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, OUTAGE_MILLIS)
                .setProperties(settings.consumer())
                .setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                        Long.toString(settings.discovery().toMillis()))
                .setTopicPattern(settings.topics())
                .setStartingOffsets(settings.start())
                .setDeserializer(decoder)
                .build();
    }

    private KafkaRecordDecoder decoder() {
        return new KafkaRecordDecoder(settings.decoding(), settings.spanTopics());
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
        return new PlacingEnumerator<>(context, kafka(decoder())::createEnumerator);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
            throws Exception {
        return new PlacingEnumerator<>(
                context, inner -> kafka(decoder()).restoreEnumerator(inner, checkpoint));
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka(decoder()).getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka(decoder()).getEnumeratorCheckpointSerializer();
    }

    @Override
    public SourceReader<DecodedRecord, KafkaPartitionSplit> createReader(
            SourceReaderContext context) throws Exception {
        KafkaRecordDecoder decoder = decoder();
        long silence = settings.silence().toMillis();
        String name =
                settings.consumer().getProperty(ConsumerConfig.GROUP_ID_CONFIG)
                        + "-ends-"
                        + context.getIndexOfSubtask();
        SilenceWatch watch =
                new SilenceWatch(
                        () -> new EndOffsets(settings.consumer(), name, SilenceWatch.timeout()),
                        silence,
                        System::currentTimeMillis,
                        name);
        return new PartitionReader(
                kafka(decoder).createReader(context),
                decoder,
                watch,
                context.metricGroup(),
                silence,
                TimeUnit.NANOSECONDS.toMillis(settings.boundNanos()));
    }

    @Override
    public TypeInformation<DecodedRecord> getProducedType() {
        return ValueTypeInformation.of(DecodedRecord.class, DecodedRecordSerializer.INSTANCE);
    }
}
