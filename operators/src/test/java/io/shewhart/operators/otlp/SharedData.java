/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recorded input that is not part of this repository: the folder named by the system property or
 * environment variable SHEWHART_SHARED, or a folder "shared" beside the project's.
 */
final class SharedData {
    private SharedData() {}

    static Optional<Path> folder(String name) {
        String given = System.getProperty("SHEWHART_SHARED", System.getenv("SHEWHART_SHARED"));
        Stream<Path> candidates =
                given != null
                        ? Stream.of(Path.of(given))
                        : Stream.of("../shared", "../../shared").map(Path::of);
        return candidates.map(path -> path.resolve(name)).filter(Files::isDirectory).findFirst();
    }

    /** All files below a folder whose names end so, in order. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
