/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.shewhart.operators.otlp.OtlpEncoding;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.DeadLetterReason;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final byte[] VALUE = {1, 2, 3, 4};

    @Test
    void aRecordBeyondTheLimitIsToldWithItsPlaceAndLength() {
        assertThat(letter(3, true))
                .isEqualTo(
                        DeadLetter.newBuilder()
                                .setTopic("otlp_spans")
                                .setPartition(2)
                                .setOffset(7)
                                .setTimestampMillis(1_000)
                                .setReason(DeadLetterReason.DEAD_LETTER_REASON_TOO_LARGE)
                                .setDetail("4 bytes, more than the limit of 3")
                                .setValue(ByteString.copyFrom(VALUE))
                                .build());
    }

    @Test
    void whatCannotBeReadIsToldWithWhatIsWrong() {
        DeadLetter letter = letter(4, true);
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.DEAD_LETTER_REASON_MALFORMED);
        assertThat(letter.getDetail()).isNotEmpty();
        assertThat(letter.getOffset()).isEqualTo(7);
        assertThat(letter.getSpansKept()).isZero();
        assertThat(letter.getValue().toByteArray()).isEqualTo(VALUE);
    }

    @Test
    void valuesThatMayNotBeKeptAreLeftOut() {
        assertThat(letter(3, false).getValue()).isEqualTo(ByteString.EMPTY);
        assertThat(letter(4, false).getValue()).isEqualTo(ByteString.EMPTY);
    }

    private static DeadLetter letter(int maxRecordBytes, boolean values) {
        return new RecordDecoder(
                        new RecordDecoder.Options(
                                OtlpEncoding.AUTO, 0, 0, 0, maxRecordBytes, values))
                .decode("log", "otlp_spans", 2, 7, 1_000, VALUE)
                .deadLetter;
    }
}
