/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory for state and unsorted results, beside the results and gone when closed, also when
 * the process is interrupted.
 */
final class WorkDirectory implements AutoCloseable {
    /** Threads of a mini cluster that is ending may still write for a moment. */
    private static final int ATTEMPTS = 50;

    private static final long PAUSE_MILLIS = 100;

    private final Path path;
    private final Thread atExit = new Thread(this::deleteAtExit, "delete work directory");

    private WorkDirectory(Path path) {
        this.path = path;
    }

    /** Makes a work directory in a directory that exists. */
    static WorkDirectory in(Path parent) throws IOException {
        WorkDirectory work =
                new WorkDirectory(Files.createTempDirectory(parent.toAbsolutePath(), ".replay-"));
        Runtime.getRuntime().addShutdownHook(work.atExit);
        return work;
    }

    Path path() {
        return path;
    }

    /** A directory in it that exists. */
    Path directory(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook runs
        }
        delete();
    }

    private void deleteAtExit() {
        try {
            delete();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    private void delete() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Files.walkFileTree(path, new Deletion());
            if (!Files.exists(path)) {
                return;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException(path + ": cannot be deleted; remove it by hand");
    }

    /** Deletes what it can; another attempt takes the rest. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return delete(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            return delete(directory);
        }

        private static FileVisitResult delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // Somebody wrote in between.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
