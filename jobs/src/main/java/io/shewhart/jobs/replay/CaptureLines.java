/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The non-empty lines of a capture, plain or gzip (told by the first bytes, not by the name). */
final class CaptureLines implements AutoCloseable {
    private final String file;
    private final BufferedReader reader;
    private long number;

    CaptureLines(String file) throws IOException {
        this.file = file;
        BufferedInputStream raw =
                new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    }

    /** Next non-empty line, or null at the end. */
    String next() throws IOException {
        String line;
        do {
            line = reader.readLine();
            number++;
        } while (line != null && line.isBlank());
        return line;
    }

    /** Parses a line that {@link #next} returned. */
    CaptureRecord parse(String line) throws IOException {
        try {
            return CaptureRecord.parse(line);
        } catch (IOException e) {
            throw new IOException(
                    file + ", line " + number + ": no Kafka record: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
