/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled windows by name of the series, as in the benchmark's {@code combined_windows.json}: an
 * object of lists of {@code [start, end]}.
 */
final class NabLabels {
    private record Span(long start, long end) {}

    private final Path file;
    private final Map<String, List<Span>> spans = new LinkedHashMap<>();

    private NabLabels(Path file) {
        this.file = file;
    }

    static NabLabels read(Path file) throws IOException {
        NabLabels labels = new NabLabels(file);
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            labels.expect(json, JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                List<Span> list = new ArrayList<>();
                labels.expect(json, JsonToken.START_ARRAY);
                while (json.nextToken() == JsonToken.START_ARRAY) {
                    list.add(new Span(labels.time(json), labels.time(json)));
                    labels.expect(json, JsonToken.END_ARRAY);
                }
                labels.check(json, JsonToken.END_ARRAY);
                labels.spans.put(name, list);
            }
            labels.check(json, JsonToken.END_OBJECT);
        } catch (JsonProcessingException e) {
            throw new NabInputException(file + ": not JSON: " + e.getOriginalMessage());
        }
        return labels;
    }

    boolean has(String name) {
        return spans.containsKey(name);
    }

    /** The windows of a series as rows: from the first row with its start to that with its end. */
    NabTruth of(NabSeries series) throws NabInputException {
        List<Span> windows = spans.get(series.name());
        int[] left = new int[windows.size()];
        int[] right = new int[windows.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = row(series, windows.get(i).start);
            right[i] = row(series, windows.get(i).end);
        }
        try {
            return new NabTruth(series.values().length, left, right);
        } catch (IllegalArgumentException e) {
            throw new NabInputException(file + ": " + series.name() + ": " + e.getMessage());
        }
    }

    private int row(NabSeries series, long time) throws NabInputException {
        long[] times = series.unixNanos();
        for (int i = 0; i < times.length; i++) {
            if (times[i] == time) {
                return i;
            }
        }
        throw new NabInputException(
                file
                        + ": a window of "
                        + series.name()
                        + " begins or ends at "
                        + Instant.ofEpochSecond(0, time)
                        + ", where the series has no row");
    }

    private long time(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING);
        try {
            return NabSeries.nanos(json.getText());
        } catch (DateTimeException | ArithmeticException e) {
            throw new NabInputException(file + ": not a time: " + json.getText());
        }
    }

    private void expect(JsonParser json, JsonToken token) throws IOException {
        json.nextToken();
        check(json, token);
    }

    private void check(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new NabInputException(
                    file
                            + " line "
                            + json.currentLocation().getLineNr()
                            + ": expected an object of lists of [start, end]");
        }
    }
}
