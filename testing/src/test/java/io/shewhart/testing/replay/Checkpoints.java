/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds completed checkpoints. */
public final class Checkpoints {
    private Checkpoints() {}

    /** The newest completed checkpoint below a directory, or null. */
    public static Path newest(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return null;
        }
        while (true) {
            try (Stream<Path> walk = Files.walk(directory, 3)) {
                return walk.filter(file -> file.endsWith("_metadata"))
                        .max(Comparator.comparing(Checkpoints::time))
                        .map(Path::getParent)
                        .orElse(null);
            } catch (UncheckedIOException e) {
                // A running job took a directory away that was about to be listed.
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            }
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // Gone meanwhile: an older checkpoint that was subsumed.
            return FileTime.fromMillis(0);
        }
    }
}
