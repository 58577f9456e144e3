/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Lines as the body of a request, without a copy of them all. */
final class LineBody extends RequestBody {
    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    private final List<byte[]> lines;
    private final long length;

    LineBody(List<byte[]> lines) {
        this.lines = lines;
        this.length = length(lines);
    }

    /** Bytes of lines and their line ends. */
    static long length(List<byte[]> lines) {
        long sum = lines.size();
        for (byte[] line : lines) {
            sum += line.length;
        }
        return sum;
    }

    @Override
    public MediaType contentType() {
        return TEXT;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (byte[] line : lines) {
            sink.write(line);
            sink.writeByte('\n');
        }
    }
}
