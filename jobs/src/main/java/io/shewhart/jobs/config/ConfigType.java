/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How the text of a value is read, and what is allowed, in words.
 *
 * @param allowed completes the sentence "allowed: ..."
 * @param parser throws any runtime exception when the text is not allowed; {@link Refusal} when
 *     there is more to say than what is allowed
 */
public record ConfigType<T>(String allowed, Function<String, T> parser) {
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|min|h|d)");

    /** Java's own reader also takes 1d, 0x1p3 and NaN, which here are slips. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?");

    /** Why a value is refused, where what is allowed does not say it. */
    static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refusal(String why) {
            super(why);
        }
    }

    T parse(String text) {
        return parser.apply(text);
    }

    /** A duration such as 500ms, 1.5s, 5min, 1h or 7d, to the millisecond. */
    public static ConfigType<Duration> duration(Duration min, Duration max) {
        return new ConfigType<>(
                "a duration from "
                        + print(min)
                        + " to "
                        + print(max)
                        + ", such as 500ms, 1.5s, 5min, 1h, 7d",
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
                "a number from " + plain(min) + " to " + plain(max),
                text -> {
                    require(NUMBER.matcher(text).matches());
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
                    require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
                    return text.equalsIgnoreCase("true");
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

    /** A regular expression. */
    public static ConfigType<Pattern> pattern(String words) {
        return new ConfigType<>(
                words,
                text -> {
                    if (text.isEmpty()) {
                        throw new Refusal("it is empty");
                    }
                    return compile(text);
                });
    }

    /** A regular expression with a capturing group; empty means none. */
    public static ConfigType<Pattern> groupPattern(String words) {
        return new ConfigType<>(
                words,
                text -> {
                    Pattern pattern = compile(text);
                    if (!text.isEmpty() && pattern.matcher("").groupCount() == 0) {
                        throw new Refusal("it has no capturing group");
                    }
                    return pattern;
                });
    }

    private static Pattern compile(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1);
            throw new Refusal(e.getDescription() + where);
        }
    }

    /** A list of names out of a set, separated by commas. */
    public static ConfigType<List<String>> names(List<String> known) {
        return new ConfigType<>(
                "names out of " + String.join(", ", known) + ", separated by commas; empty: none",
                text -> {
                    List<String> names =
                            Arrays.stream(text.split(","))
                                    .map(String::trim)
                                    .filter(name -> !name.isEmpty())
                                    .distinct()
                                    .toList();
                    List<String> unknown =
                            names.stream().filter(name -> !known.contains(name)).toList();
                    if (!unknown.isEmpty()) {
                        throw new Refusal("not known here: " + String.join(", ", unknown));
                    }
                    return names;
                });
    }

    private static Duration parseDuration(String text) {
        Matcher m = DURATION.matcher(text);
        require(m.matches());
        long millis =
                switch (m.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "h" -> 3_600_000;
                    case "d" -> 86_400_000;
                    default -> 60_000;
                };
        // Exact, or an exception: event time knows no rounding.
        return Duration.ofMillis(
                new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(millis)).longValueExact());
    }

    /** Prints a duration as a user would write it. */
    static String print(Duration d) {
        long ms = d.toMillis();
        if (ms == 0) {
            return "0s";
        }
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

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
