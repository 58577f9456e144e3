/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The stacks that run on this machine for this user. Each has a directory of its own for temporary
 * files, named by its process, with a note on what it is; those whose process is gone are removed.
 */
final class RunningStacks {
    private static final String NOTE = "running.properties";

    private final Path parent;
    private final String prefix;

    /**
     * @param parent the directory for temporary files
     */
    RunningStacks(Path parent) {
        this.parent = parent;
        prefix = "shewhart-" + System.getProperty("user.name", "user") + "-";
    }

    /** A stack that runs, as its note says. */
    record Running(long pid, String page, String data, List<Integer> ports) {
        /** Tells a user about it. */
        String message() {
            return "A local stack is running already (process "
                    + pid
                    + "): its charts are at "
                    + page
                    + ". Ctrl-C in its terminal or \"kill "
                    + pid
                    + "\" stops it.";
        }
    }

    /** The directory of this process, made anew. */
    Path create() throws IOException {
        Path directory = parent.resolve(prefix + ProcessHandle.current().pid());
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Leaves the note in this process's directory. */
    void note(Path directory, String page, String data, StackPorts ports) throws IOException {
        Properties note = new Properties();
        note.setProperty("page", page);
        note.setProperty("data", data);
        note.setProperty(
                "ports",
                String.join(
                        ",",
                        ports.fixed().stream().map(p -> Integer.toString(p.number())).toList()));
        note.setProperty("started", started(ProcessHandle.current()));
        try (Writer writer = Files.newBufferedWriter(directory.resolve(NOTE))) {
            note.store(writer, null);
        }
    }

    /** All that run; removes what others that were killed have left. */
    List<Running> find() throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .filter(Files::isDirectory)
                    .map(this::read)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<Running> read(Path directory) {
        String digits = directory.getFileName().toString().substring(prefix.length());
        if (!digits.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(digits));
        Path file = directory.resolve(NOTE);
        Properties note = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                note.load(reader);
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        // The number of a process that is gone may be given to another.
        boolean same =
                process.isPresent()
                        && (note.isEmpty()
                                || started(process.get()).equals(note.getProperty("started")));
        if (!same) {
            delete(directory);
            return Optional.empty();
        }
        if (note.isEmpty()) {
            return Optional.empty();
        }
        String ports = note.getProperty("ports", "");
        return Optional.of(
                new Running(
                        Long.parseLong(digits),
                        note.getProperty("page", ""),
                        note.getProperty("data", ""),
                        Stream.of(ports.split(",", -1))
                                .filter(text -> !text.isEmpty())
                                .map(Integer::valueOf)
                                .toList()));
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    /** Removes a directory with all that is in it, as far as it can be. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, IOException e)
                                throws IOException {
                            Files.deleteIfExists(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            // What is left is looked at again by the next start.
        }
    }
}
