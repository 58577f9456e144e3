/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param data what a next start finds again, if it is the user's directory
 * @param temporary gone when the stack has ended
 */
record StackDirectories(Path data, Path temporary) {
    Path kafka() {
        return data.resolve("kafka");
    }

    Path store() {
        return data.resolve("questdb");
    }

    Path savepoints() {
        return data.resolve("flink/savepoints");
    }

    Path checkpoints() {
        return data.resolve("flink/checkpoints");
    }

    /** How far the simulated application has come. */
    Path traffic() {
        return data.resolve("traffic.properties");
    }

    /** The newest state of the job; empty when it never ran on this data. */
    Optional<Path> newestState() throws IOException {
        if (!Files.isDirectory(data.resolve("flink"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(data.resolve("flink"))) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(StackDirectories::written))
                    .map(Path::getParent);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
