/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The non-empty lines of a capture, plain or gzip (told by the first bytes, not by the name). */
final class CaptureLines implements AutoCloseable {
    /** Some programs begin a text with it, which JSON does not know. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final BufferedReader reader;
    private long number;

    CaptureLines(String file) throws IOException {
        this.file = file;
        InputStream raw = Files.newInputStream(Path.of(file));
        try {
            InputStream in = unpacked(new BufferedInputStream(raw, 1 << 16));
            reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw broken(e);
        }
    }

    private static InputStream unpacked(BufferedInputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    /** Next non-empty line, or null at the end. */
    String next() throws IOException {
        String line;
        do {
            try {
                line = reader.readLine();
            } catch (IOException e) {
                throw broken(e);
            }
            number++;
            if (number == 1 && line != null && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(1);
            }
        } while (line != null && line.isBlank());
        return line;
    }

    private IOException broken(IOException e) {
        String what =
                e instanceof EOFException
                        ? "the gzip stream breaks off"
                        : "cannot be read: " + e.getMessage();
        return new IOException(file + ", after line " + number + ": " + what, e);
    }

    /** Parses a line that {@link #next} returned. */
    CaptureRecord parse(String line) throws IOException {
        try {
            return CaptureRecord.parse(line);
        } catch (IOException e) {
            throw noRecord(e);
        }
    }

    /** The decoded value of a record that {@link #parse} returned for the newest line. */
    byte[] value(CaptureRecord record) throws IOException {
        try {
            return record.value();
        } catch (IOException e) {
            throw noRecord(e);
        }
    }

    private IOException noRecord(IOException e) {
        return new IOException(
                file + ", line " + number + ": no Kafka record: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
