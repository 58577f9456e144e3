/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * One partition of one topic of one capture: what a Kafka partition is to a running job. Captures
 * given together are logs of their own, never continuations of each other, since their clocks may
 * differ by months.
 *
 * @param file path of the capture
 * @param capture its number on the command line, from 0
 * @param topic topic name
 * @param partition partition number
 * @param position records already consumed
 */
public record CaptureLog(String file, int capture, String topic, int partition, long position)
        implements SourceSplit, Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of the log; part of what is checkpointed. */
    public String name() {
        return capture + "/" + topic + "-" + partition;
    }

    @Override
    public String splitId() {
        return name();
    }

    CaptureLog at(long newPosition) {
        return new CaptureLog(file, capture, topic, partition, newPosition);
    }

    /** Opens the log at its position; the caller closes. */
    CaptureRecords open() throws IOException {
        CaptureRecords records = new CaptureRecords(this);
        Iterator<CaptureRecord> skipped = records;
        for (long i = 0; i < position && skipped.hasNext(); i++) {
            skipped.next();
        }
        return records;
    }

    /** Version 1: file, capture, topic, partition, position. */
    static final class Serializer implements SimpleVersionedSerializer<CaptureLog> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(CaptureLog log) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(64);
            out.writeUTF(log.file);
            out.writeInt(log.capture);
            out.writeUTF(log.topic);
            out.writeInt(log.partition);
            out.writeLong(log.position);
            return out.getCopyOfBuffer();
        }

        @Override
        public CaptureLog deserialize(int version, byte[] bytes) throws IOException {
            if (version != 1) {
                throw new IOException("unknown version " + version + " of a capture split");
            }
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            return new CaptureLog(
                    in.readUTF(), in.readInt(), in.readUTF(), in.readInt(), in.readLong());
        }
    }
}
