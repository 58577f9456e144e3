/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Length-delimited protobuf in files: what the job writes while it runs, exactly once, before the
 * results are sorted and printed.
 */
final class MessageFiles {
    private MessageFiles() {}

    /** A transactional sink into a directory of its own. */
    static <T> FileSink<T> sink(Path directory, SerializableFunction<T, MessageLite> message) {
        BulkWriter.Factory<T> writers = out -> new Writer<>(out, message);
        return FileSink.forBulkFormat(new org.apache.flink.core.fs.Path(directory.toUri()), writers)
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
    }

    /** All committed messages of a directory, in no particular order. */
    static <T extends MessageLite> List<T> read(Path directory, Parser<T> parser)
            throws IOException {
        List<T> messages = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return messages;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).filter(MessageFiles::committed).toList();
        }
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                T message;
                while ((message = parser.parseDelimitedFrom(in)) != null) {
                    messages.add(message);
                }
            }
        }
        return messages;
    }

    private static boolean committed(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private static final class Writer<T> implements BulkWriter<T> {
        private final FSDataOutputStream out;
        private final SerializableFunction<T, MessageLite> message;

        private Writer(FSDataOutputStream out, SerializableFunction<T, MessageLite> message) {
            this.out = out;
            this.message = message;
        }

        @Override
        public void addElement(T element) throws IOException {
            message.apply(element).writeDelimitedTo(out);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void finish() throws IOException {
            flush();
        }
    }
}
