/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The directory that a user wants results in: made when missing, touched only to publish. */
record OutDirectory(Path path) {

    /**
     * Finds out early, without touching anything, what would go wrong in the end.
     *
     * @throws IOException says it in one sentence
     */
    void check() throws IOException {
        Path existing = path.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw refused(existing + " is no directory");
        }
        if (!Files.isWritable(existing)) {
            throw refused(existing + " may not be written to");
        }
    }

    /** Makes the directory and a work directory in it. */
    WorkDirectory begin() throws IOException {
        try {
            // Asked first, since createDirectories refuses a link to a directory.
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
            }
            return WorkDirectory.in(path);
        } catch (AccessDeniedException e) {
            throw refused(e.getFile() + " may not be written to");
        } catch (FileSystemException e) {
            throw refused(e.getReason() == null ? e.getMessage() : e.getReason());
        }
    }

    /**
     * Moves finished files here, each at once, over older ones of the same name.
     *
     * @throws IOException says in one sentence what stands in the way
     */
    void publish(Path finished) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(finished)) {
            files = list.sorted().toList();
        }
        for (Path file : files) {
            Path target = target(file);
            if (Files.isDirectory(target)) {
                throw refused(target + " is a directory");
            }
        }
        for (Path file : files) {
            Files.move(
                    file,
                    target(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path target(Path file) {
        return path.resolve(file.getFileName().toString());
    }

    private IOException refused(String why) {
        return new IOException("Results cannot be written to " + path + ": " + why + ".");
    }
}
