/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceTable;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Format 1 of the traces on the heap, one piece for each key group, as raw keyed state: version
 * (byte), number of traces that the key group may hold in keyed state (long), number of traces
 * (int), then each: trace id (two longs), wake-up in milliseconds (long), bits (byte: 1 settled, 2
 * only expires, 4 may have more in keyed state, 8 has a kept state), length (int) and bytes of the
 * kept state where there is one, number of pending groups (int), these in the format of {@link
 * SpanGroupSerializer}. The bytes of kept states carry a version of their own.
 */
final class HotTraceCodec {
    private static final int VERSION = 1;
    private static final int SETTLED = 1;
    private static final int EXPIRES = 2;
    private static final int ELSEWHERE = 4;
    private static final int KEPT = 8;
    private static final int FLUSH_BYTES = 1 << 20;

    private final DataOutputSerializer buffer = new DataOutputSerializer(1 << 16);

    /** Writes a key group. */
    void write(List<HotTrace> traces, long cold, OutputStream out) throws IOException {
        buffer.clear();
        buffer.writeByte(VERSION);
        buffer.writeLong(cold);
        buffer.writeInt(traces.size());
        for (HotTrace trace : traces) {
            write(trace, out);
        }
        flush(out);
    }

    private void write(HotTrace trace, OutputStream out) throws IOException {
        buffer.writeLong(trace.high);
        buffer.writeLong(trace.low);
        buffer.writeLong(trace.wakeMillis());
        buffer.writeByte(
                (trace.settled() ? SETTLED : 0)
                        | (trace.expires() ? EXPIRES : 0)
                        | (trace.elsewhere() ? ELSEWHERE : 0)
                        | (trace.kept() != null ? KEPT : 0));
        if (trace.kept() != null) {
            buffer.writeInt(trace.kept().length);
            buffer.write(trace.kept());
        }
        buffer.writeInt(trace.pending().size());
        for (SpanGroup group : trace.pending()) {
            SpanGroupSerializer.INSTANCE.serialize(group, buffer);
            flushIfLarge(out);
        }
        flushIfLarge(out);
    }

    /** Memory is needed for a part only, however much is written. */
    private void flushIfLarge(OutputStream out) throws IOException {
        if (buffer.length() > FLUSH_BYTES) {
            flush(out);
        }
    }

    private void flush(OutputStream out) throws IOException {
        out.write(buffer.getSharedBuffer(), 0, buffer.length());
        buffer.clear();
    }

    /**
     * Reads a key group into a table.
     *
     * @return the number of traces that it may hold in keyed state
     */
    static long read(int keyGroup, InputStream stream, TraceTable into) throws IOException {
        DataInputView in =
                new DataInputViewStreamWrapper(
                        new DataInputStream(new BufferedInputStream(stream, 1 << 16)));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("traces of unknown format version " + version);
        }
        long cold = in.readLong();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            HotTrace trace = new HotTrace(in.readLong(), in.readLong(), keyGroup);
            long wake = in.readLong();
            int bits = in.readByte();
            if ((bits & KEPT) != 0) {
                byte[] kept = new byte[in.readInt()];
                in.readFully(kept);
                trace.keep(kept, (bits & SETTLED) != 0, (bits & EXPIRES) != 0);
            }
            trace.setElsewhere((bits & ELSEWHERE) != 0);
            int groups = in.readInt();
            for (int g = 0; g < groups; g++) {
                trace.add(SpanGroupSerializer.INSTANCE.deserialize(in));
            }
            into.add(trace);
            into.wakeBy(trace, wake);
        }
        return cold;
    }
}
