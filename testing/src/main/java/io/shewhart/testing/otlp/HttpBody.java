/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Reads a request's body: bounded before and after decompression. */
final class HttpBody {
    private HttpBody() {}

    /**
     * @throws BadRequestException too large, compressed in an unknown way, or not what it says
     */
    static byte[] read(Headers headers, InputStream in, int maxBytes)
            throws IOException, BadRequestException {
        String coding = headers.getFirst("Content-Encoding");
        byte[] raw = bounded(in, maxBytes);
        switch (coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "none", "" -> {
                return raw;
            }
            case "gzip", "x-gzip" -> {
                try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                    return bounded(gzip, maxBytes);
                } catch (IOException e) {
                    throw new BadRequestException(400, "not gzip: " + e.getMessage());
                }
            }
            case "deflate", "zlib" -> {
                try (InputStream zlib = new InflaterInputStream(new ByteArrayInputStream(raw))) {
                    return bounded(zlib, maxBytes);
                } catch (IOException e) {
                    throw new BadRequestException(400, "not zlib: " + e.getMessage());
                }
            }
            default ->
                    throw new BadRequestException(
                            415, "Content-Encoding is none, gzip or deflate, not " + coding);
        }
    }

    private static byte[] bounded(InputStream in, int maxBytes)
            throws IOException, BadRequestException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new BadRequestException(
                    413, "a request has at most " + maxBytes + " bytes, also unpacked");
        }
        return bytes;
    }
}
