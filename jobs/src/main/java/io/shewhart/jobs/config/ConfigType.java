/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a value is read, and what is allowed, in words.
 *
 * @param allowed completes the sentence "allowed: ..."
 * @param parser throws any runtime exception when the text is not allowed
 */
public record ConfigType<T>(String allowed, Function<String, T> parser) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    T parse(String text) {
        return parser.apply(text);
    }

    /** A duration such as 500ms, 10s, 5min, 1h or 7d. */
    public static ConfigType<Duration> duration(Duration min, Duration max) {
        return new ConfigType<>(
                "a duration from "
                        + print(min)
                        + " to "
                        + print(max)
                        + ", such as 500ms, 10s, 5min, 1h, 7d",
                text -> {
                    Duration value = parseDuration(text);
                    require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
                    return value;
                });
    }

    /** A whole number. */
    public static ConfigType<Integer> integer(int min, int max) {
        return new ConfigType<>(
                "a whole number from " + min + " to " + max,
                text -> {
                    int value = Integer.parseInt(text.replace("_", ""));
                    require(value >= min && value <= max);
                    return value;
                });
    }

    /** A decimal number. */
    public static ConfigType<Double> number(double min, double max) {
        return new ConfigType<>(
                "a number from " + min + " to " + max,
                text -> {
                    double value = Double.parseDouble(text);
                    require(value >= min && value <= max);
                    return value;
                });
    }

    /** true or false. */
    public static ConfigType<Boolean> bool() {
        return new ConfigType<>(
                "true or false",
                text -> {
                    require(text.equals("true") || text.equals("false"));
                    return text.equals("true");
                });
    }

    /** A constant of an enum, in lower case. */
    public static <E extends Enum<E>> ConfigType<E> choice(Class<E> type) {
        return new ConfigType<>(
                "one of "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(e -> e.name().toLowerCase(Locale.ROOT))
                                        .toList()),
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** A regular expression; empty means none. */
    public static ConfigType<Pattern> pattern(String words) {
        return new ConfigType<>(words, Pattern::compile);
    }

    /** A list of names out of a set, separated by commas. */
    public static ConfigType<List<String>> names(List<String> known) {
        return new ConfigType<>(
                "names out of " + String.join(", ", known) + ", separated by commas",
                text -> {
                    List<String> names =
                            Arrays.stream(text.split(","))
                                    .map(String::trim)
                                    .filter(name -> !name.isEmpty())
                                    .distinct()
                                    .toList();
                    require(known.containsAll(names));
                    return names;
                });
    }

    private static Duration parseDuration(String text) {
        Matcher m = DURATION.matcher(text);
        require(m.matches());
        long amount = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** Prints a duration as a user would write it. */
    static String print(Duration d) {
        long ms = d.toMillis();
        if (ms % 86_400_000 == 0) {
            return ms / 86_400_000 + "d";
        }
        if (ms % 3_600_000 == 0) {
            return ms / 3_600_000 + "h";
        }
        if (ms % 60_000 == 0) {
            return ms / 60_000 + "min";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
