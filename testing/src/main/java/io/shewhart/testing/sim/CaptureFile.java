/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Writes Kafka records as a capture: one JSON object a line, value in base64, key null. */
final class CaptureFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;

    /** Compressed when {@code gz}; the header holds no time, so equal records give equal files. */
    CaptureFile(Path file, boolean gz) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        out = new BufferedOutputStream(gz ? new GZIPOutputStream(raw, BUFFER) : raw, BUFFER);
    }

    void write(KafkaLog.Entry entry, int partition, long offset) throws IOException {
        String head =
                "{\"topic\":\""
                        + entry.topic()
                        + "\",\"partition\":"
                        + partition
                        + ",\"offset\":"
                        + offset
                        + ",\"timestamp\":"
                        + entry.timestampMillis()
                        + ",\"key\":null,\"value\":\"";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(Base64.getEncoder().encode(entry.value().toByteArray()));
        out.write('"');
        out.write('}');
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
