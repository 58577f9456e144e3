/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of a request, checked before anything is done with them. */
final class Parameters {
    /** As long as the longest label in the store may be in UTF-16, and some. */
    private static final int LONGEST = 512;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

    private final Map<String, String> values = new HashMap<>();

    private Parameters() {}

    /** A request that cannot be answered; its message says why. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }

    /** Reads a query; null is an empty one. */
    static Parameters of(String rawQuery) {
        Parameters parameters = new Parameters();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.values.put(
                        decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Kept as it is and refused where it is used.
            return text;
        }
    }

    /** Free text, empty when it is not there. */
    String text(String name) {
        String value = values.getOrDefault(name, "");
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequest(name + ": allowed: up to 512 characters, no control characters");
        }
        return value;
    }

    /** The name of a metric or chart. */
    String name(String name) {
        String value = text(name);
        if (!NAME.matcher(value).matches()) {
            throw new BadRequest(name + ": allowed: lower-case letters, digits and _");
        }
        return value;
    }

    String traceId() {
        String value = text("id");
        if (!TRACE_ID.matcher(value).matches()) {
            throw new BadRequest("id: allowed: 32 lower-case hexadecimal digits");
        }
        return value;
    }

    SeriesKey series() {
        Map<String, String> labels = new HashMap<>();
        for (String label : SeriesKey.LABELS) {
            String value = text(label);
            if (!value.isEmpty()) {
                labels.put(label, value);
            }
        }
        return SeriesKey.of(labels);
    }

    int integer(String name, int otherwise, int low, int high) {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadRequest(name + ": allowed: " + low + " to " + high);
    }

    /** A time in milliseconds since the epoch, null when it is not there. */
    Instant time(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            return null;
        }
        try {
            Instant time = Instant.ofEpochMilli(Long.parseLong(value));
            if (time.isAfter(Instant.EPOCH)
                    && time.isBefore(Instant.parse("2200-01-01T00:00:00Z"))) {
                return time;
            }
        } catch (NumberFormatException | DateTimeException e) {
            // Said below.
        }
        throw new BadRequest(name + ": allowed: milliseconds since 1970, before 2200");
    }
}
