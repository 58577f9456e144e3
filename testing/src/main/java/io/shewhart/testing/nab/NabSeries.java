/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** One series of the benchmark, rows as they stand in its file: times may repeat or go back. */
public final class NabSeries {
    private static final String HEADER = "timestamp,value";

    private final String name;
    private final List<String> timestamps;
    private final long[] unixNanos;
    private final double[] values;

    /**
     * Takes one element per row.
     *
     * @param name path below the data folder with forward slashes, without {@code .gz}: the name
     *     that labels use
     * @param timestamps as they stand in the file
     * @param unixNanos the same as nanoseconds, taken as UTC
     */
    NabSeries(String name, List<String> timestamps, long[] unixNanos, double[] values) {
        this.name = name;
        this.timestamps = List.copyOf(timestamps);
        this.unixNanos = unixNanos;
        this.values = values;
    }

    String name() {
        return name;
    }

    List<String> timestamps() {
        return timestamps;
    }

    long[] unixNanos() {
        return unixNanos;
    }

    double[] values() {
        return values;
    }

    /**
     * Reads {@code timestamp,value} rows, gzipped if the file's name ends in {@code .gz}.
     *
     * @throws NabInputException with file and line if a row cannot be read
     */
    static NabSeries read(Path file, String name) throws IOException {
        List<String> times = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        try (BufferedReader in = open(file)) {
            String header = in.readLine();
            if (!HEADER.equals(header)) {
                throw new NabInputException(
                        file + " line 1: expected \"" + HEADER + "\", found \"" + header + "\"");
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int comma = line.indexOf(',');
                if (comma < 0 || line.indexOf(',', comma + 1) >= 0) {
                    throw malformed(file, times.size(), "expected two columns", line);
                }
                times.add(line.substring(0, comma));
                numbers.add(line.substring(comma + 1));
            }
        }
        long[] nanos = new long[times.size()];
        double[] values = new double[times.size()];
        for (int i = 0; i < nanos.length; i++) {
            try {
                nanos[i] = nanos(times.get(i));
            } catch (DateTimeException | ArithmeticException e) {
                throw malformed(file, i, "not a time", times.get(i));
            }
            try {
                values[i] = Double.parseDouble(numbers.get(i));
            } catch (NumberFormatException e) {
                throw malformed(file, i, "not a number", numbers.get(i));
            }
        }
        return new NabSeries(name, times, nanos, values);
    }

    /** Nanoseconds of a time such as {@code 2014-04-10 07:15:00}, seconds with or without parts. */
    static long nanos(String time) {
        LocalDateTime t = LocalDateTime.parse(time.strip().replace(' ', 'T'));
        return ChronoUnit.NANOS.between(Instant.EPOCH, t.toInstant(ZoneOffset.UTC));
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            boolean zipped = file.toString().endsWith(".gz");
            return new BufferedReader(
                    new InputStreamReader(
                            zipped ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static NabInputException malformed(Path file, int row, String what, String found) {
        return new NabInputException(file + " line " + (row + 2) + ": " + what + ": " + found);
    }
}
