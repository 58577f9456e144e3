/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/**
 * State of an InfluxDB sink: the lines that the store has not answered for, in order.
 *
 * <p>Version 1: what {@link AsyncSinkWriterStateSerializer} frames (an identifier, the number of
 * lines, the length of each), each line being its bytes of line protocol, without a line end.
 */
final class LineStateSerializer extends AsyncSinkWriterStateSerializer<byte[]> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public BufferedRequestState<byte[]> deserialize(int version, byte[] state) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "state of the InfluxDB sink has version " + version + ", known: " + VERSION);
        }
        return super.deserialize(version, state);
    }

    @Override
    protected void serializeRequestToStream(byte[] line, DataOutputStream out) throws IOException {
        out.write(line);
    }

    @Override
    protected byte[] deserializeRequestFromStream(long length, DataInputStream in)
            throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("state of the InfluxDB sink has a line of " + length + " bytes");
        }
        byte[] line = new byte[(int) length];
        in.readFully(line);
        return line;
    }
}
