/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import com.google.protobuf.ByteString;
import io.shewhart.operators.otlp.DecodeResult;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.DeadLetterReason;

/**
 * Kafka records that were not, or not completely, readable: each can be found again by topic,
 * partition and offset, and says why, and how many of its spans went on none the less.
 */
final class DeadLetters {
    private final RecordDecoder.Options options;

    DeadLetters(RecordDecoder.Options options) {
        this.options = options;
    }

    /** A record of more bytes than the limit: none of its spans was read. */
    DeadLetter tooLarge(
            String topic, int partition, long offset, long timestampMillis, byte[] value) {
        return letter(topic, partition, offset, timestampMillis, value, 0)
                .setReason(DeadLetterReason.DEAD_LETTER_REASON_TOO_LARGE)
                .setDetail(
                        value.length + " bytes, more than the limit of " + options.maxRecordBytes())
                .build();
    }

    /** A record that was read up to the place that the result tells about. */
    DeadLetter unreadable(
            String topic,
            int partition,
            long offset,
            long timestampMillis,
            byte[] value,
            DecodeResult result) {
        return letter(topic, partition, offset, timestampMillis, value, result.spans())
                .setReason(reason(result))
                .setDetail(result.detail())
                .build();
    }

    private DeadLetter.Builder letter(
            String topic,
            int partition,
            long offset,
            long timestampMillis,
            byte[] value,
            int kept) {
        DeadLetter.Builder letter =
                DeadLetter.newBuilder()
                        .setTopic(topic)
                        .setPartition(partition)
                        .setOffset(offset)
                        .setTimestampMillis(timestampMillis)
                        .setSpansKept(kept);
        if (options.deadLetterValues()) {
            letter.setValue(ByteString.copyFrom(value));
        }
        return letter;
    }

    private static DeadLetterReason reason(DecodeResult result) {
        return switch (result.reason()) {
            case TRUNCATED -> DeadLetterReason.DEAD_LETTER_REASON_TRUNCATED;
            case TOO_LARGE -> DeadLetterReason.DEAD_LETTER_REASON_TOO_LARGE;
            default -> DeadLetterReason.DEAD_LETTER_REASON_MALFORMED;
        };
    }
}
