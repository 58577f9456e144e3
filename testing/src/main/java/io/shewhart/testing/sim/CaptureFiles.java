/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The capture and the two files beside it. They appear under their names only when they are whole.
 *
 * @param capture FILE as the user named it
 * @param truth options, counts, incidents: base name with {@code .truth.json}
 * @param calls one line per model call: base name with {@code .calls.jsonl.gz}
 */
public record CaptureFiles(Path capture, Path truth, Path calls, boolean compressed) {
    private static final String PLAIN = ".jsonl";
    private static final String COMPRESSED = ".jsonl.gz";

    /** Throws IllegalArgumentException when the name is not one of a capture. */
    public static CaptureFiles of(Path capture) {
        Path name = capture.getFileName();
        String text = name == null ? "" : name.toString();
        boolean compressed = text.endsWith(COMPRESSED);
        String suffix = compressed ? COMPRESSED : PLAIN;
        if (!text.endsWith(suffix) || text.length() == suffix.length()) {
            throw new IllegalArgumentException(
                    "a capture's name ends with .jsonl or .jsonl.gz, unlike " + capture);
        }
        String base = text.substring(0, text.length() - suffix.length());
        return new CaptureFiles(
                capture,
                capture.resolveSibling(base + ".truth.json"),
                capture.resolveSibling(base + ".calls.jsonl.gz"),
                compressed);
    }

    /** Simulates and writes all three files. */
    Tally write(SimOptions options, IncidentPlan plan, Simulation.Progress progress)
            throws IOException {
        Path directory = capture.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path capturePart = part(capture);
        Path callsPart = part(calls);
        Path truthPart = part(truth);
        try {
            Tally tally;
            try (CaptureFile captureFile = new CaptureFile(capturePart, compressed);
                    CallsFile callsFile = new CallsFile(callsPart)) {
                tally = new Simulation(options, plan, captureFile, callsFile).run(progress);
            }
            TruthFile.write(
                    truthPart,
                    String.valueOf(capture.getFileName()),
                    String.valueOf(calls.getFileName()),
                    options,
                    plan,
                    tally);
            move(callsPart, calls);
            move(truthPart, truth);
            move(capturePart, capture);
            return tally;
        } finally {
            Files.deleteIfExists(capturePart);
            Files.deleteIfExists(callsPart);
            Files.deleteIfExists(truthPart);
        }
    }

    /** Named by the process: two that write the same capture must not write the same parts. */
    private static Path part(Path file) {
        return file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
