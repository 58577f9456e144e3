/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The series of a folder with their labels, ordered by name; labels of series that are not there
 * are ignored, since the folder may hold a part of the benchmark.
 */
final class NabFolder {
    private final List<NabSeries> series = new ArrayList<>();
    private final List<NabTruth> truths = new ArrayList<>();

    private NabFolder() {}

    /**
     * Reads every {@code .csv} and {@code .csv.gz} below a folder.
     *
     * @throws NabInputException if the folder holds none, one cannot be read, two have one name, or
     *     the labels do not know one
     */
    static NabFolder read(Path folder, Path labelFile) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NabInputException(folder + ": no such folder");
        }
        if (!Files.isRegularFile(labelFile)) {
            throw new NabInputException(labelFile + ": no such file");
        }
        NabLabels labels = NabLabels.read(labelFile);
        List<String> unknown = new ArrayList<>();
        NabFolder result = new NabFolder();
        for (Path file : files(folder)) {
            String name = name(folder, file);
            if (labels.has(name)) {
                NabSeries read = NabSeries.read(file, name);
                result.series.add(read);
                result.truths.add(labels.of(read));
            } else {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            throw new NabInputException(
                    labelFile + " has no entry for: " + String.join(", ", unknown));
        }
        return result;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files =
                    all.filter(
                                    f ->
                                            Files.isRegularFile(f)
                                                    && f.toString().matches(".*\\.csv(\\.gz)?"))
                            .sorted()
                            .toList();
        }
        if (files.isEmpty()) {
            throw new NabInputException(folder + ": holds no .csv and no .csv.gz");
        }
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            if (!names.add(name(folder, file))) {
                throw new NabInputException(file + ": there with and without .gz");
            }
        }
        return files;
    }

    private static String name(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    List<NabSeries> series() {
        return series;
    }

    List<NabTruth> truths() {
        return truths;
    }
}
