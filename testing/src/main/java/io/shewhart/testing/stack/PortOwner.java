/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Finds out whether a port is taken, and by which process. */
final class PortOwner {
    /** Columns of a line in Linux's table of sockets, and the state of those that listen. */
    private static final int LOCAL = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";

    private static final int LONGEST_COMMAND = 100;

    private PortOwner() {}

    /** Whether nobody listens on a port of the loopback interface. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Who listens: process id and command; empty when the system does not tell. */
    static Optional<String> of(int port) {
        Optional<Long> pid =
                Files.isReadable(Path.of("/proc/net/tcp")) ? fromProc(port) : fromLsof(port);
        return pid.map(PortOwner::describe);
    }

    private static String describe(long pid) {
        String command =
                ProcessHandle.of(pid)
                        .flatMap(
                                process ->
                                        process.info()
                                                .commandLine()
                                                .or(() -> process.info().command()))
                        .orElse("");
        if (command.length() > LONGEST_COMMAND) {
            command = command.substring(0, LONGEST_COMMAND) + " ...";
        }
        return "process " + pid + (command.isEmpty() ? "" : " (" + command + ")");
    }

    private static Optional<Long> fromProc(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] columns = line.strip().split("\\s+", -1);
                    if (columns.length > INODE
                            && columns[STATE].equals(LISTENING)
                            && columns[LOCAL].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
                        sockets.add("socket:[" + columns[INODE] + "]");
                    }
                }
            } catch (IOException e) {
                // Without IPv6 there is no such table.
            }
        }
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .map(ProcessHandle::pid)
                        .filter(pid -> holds(pid, sockets))
                        .findFirst();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that has ended.
        }
        return false;
    }

    private static Optional<Long> fromLsof(int port) {
        try {
            Process lsof =
                    new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                            .redirectErrorStream(true)
                            .start();
            String first =
                    new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
            lsof.waitFor(2, TimeUnit.SECONDS);
            return first.matches("[0-9]+") ? Optional.of(Long.valueOf(first)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
