/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.junit.jupiter.api.Test;

final class QuietSinkTest {
    /** Fails at everything, as Flink's own does without a broker. */
    private static final class Broken
            implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {
        private boolean closed;

        @Override
        public void write(String element, Context context) throws IOException {
            throw new IOException("no write");
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            throw new IOException("no flush");
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit() throws IOException {
            throw new IOException("no commit");
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
            throw new IOException("no snapshot");
        }

        @Override
        public void close() throws IOException {
            closed = true;
            throw new IOException("no close");
        }
    }

    private final Broken broken = new Broken();
    private final QuietSink.Writer<String> writer = new QuietSink.Writer<>(broken);

    @Test
    void closesWithoutAWord() {
        writer.close();
        assertThat(broken.closed).isTrue();
    }

    @Test
    void anInterruptedCloseStaysInterrupted() {
        QuietSink.closeQuietly(
                () -> {
                    throw new InterruptedException();
                });
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whateverFailsBeforeFailsTheTask() {
        assertThatThrownBy(() -> writer.write("", null)).hasMessage("no write");
        assertThatThrownBy(() -> writer.flush(true)).hasMessage("no flush");
        assertThatThrownBy(writer::prepareCommit).hasMessage("no commit");
        assertThatThrownBy(() -> writer.snapshotState(1)).hasMessage("no snapshot");
    }
}
