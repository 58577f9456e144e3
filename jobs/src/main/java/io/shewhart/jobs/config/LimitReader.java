/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.chart.LimitRule;
import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.operators.window.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one fixed limit and collects what is wrong with it. */
final class LimitReader {
    private static final List<String> KEYS =
            List.of(
                    "metric",
                    "statistic",
                    "above",
                    "below",
                    "where",
                    "minimum-count",
                    "open-after",
                    "close-after",
                    "name");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,40}");
    private static final int MINIMUM_COUNT = 20;
    private static final int CLOSE_AFTER = 5;

    private final Map<?, ?> map;
    private final List<String> errors = new ArrayList<>();

    LimitReader(Map<?, ?> map) {
        this.map = map;
    }

    List<String> errors() {
        return errors;
    }

    /** The limit, null if something is wrong with it. */
    LimitRule read() {
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                errors.add("there is no key " + key + ", keys are " + String.join(", ", KEYS));
            }
        }
        Metric metric = metric();
        FixedLimit.Statistic statistic = metric == null ? null : statistic(metric);
        double upper = bound("above", metric, Double.POSITIVE_INFINITY);
        double lower = bound("below", metric, Double.NEGATIVE_INFINITY);
        if (!map.containsKey("above") && !map.containsKey("below")) {
            errors.add("it needs above or below");
        } else if (lower >= upper) {
            errors.add("below " + map.get("below") + " is not less than above " + map.get("above"));
        }
        int least = whole("minimum-count", 0, 1_000_000_000, MINIMUM_COUNT);
        int opens = whole("open-after", 1, FixedLimit.MOST_WINDOWS, 1);
        int closes = whole("close-after", 1, FixedLimit.MOST_WINDOWS, CLOSE_AFTER);
        String name = name();
        Map<String, String> labels = labels();
        if (!errors.isEmpty()) {
            return null;
        }
        // an empty window is an observation of zero requests
        int count = statistic == FixedLimit.Statistic.COUNT ? 0 : least;
        String chart = "fixed_" + statistic.quantity().toLowerCase(Locale.ROOT) + name;
        return new LimitRule(
                metric.label(),
                labels,
                new FixedLimit(chart, statistic, lower, upper, count, opens, closes));
    }

    private Metric metric() {
        List<Metric> known = List.of(Metric.values());
        String text = text("metric");
        for (Metric metric : known) {
            if (metric.label().equals(text)) {
                return metric;
            }
        }
        String all = String.join(", ", known.stream().map(Metric::label).toList());
        errors.add(missing("metric", text) + ", allowed: " + all);
        return null;
    }

    private FixedLimit.Statistic statistic(Metric metric) {
        List<FixedLimit.Statistic> known = LimitRule.statistics(metric);
        String text = text("statistic");
        for (FixedLimit.Statistic statistic : known) {
            if (statistic.name().equalsIgnoreCase(text)) {
                return statistic;
            }
        }
        String all =
                String.join(
                        ", ", known.stream().map(s -> s.name().toLowerCase(Locale.ROOT)).toList());
        errors.add(missing("statistic", text) + ", allowed for " + metric.label() + ": " + all);
        return null;
    }

    private double bound(String key, Metric metric, double none) {
        if (!map.containsKey(key)) {
            return none;
        }
        boolean seconds = metric != null && "s".equals(metric.unit());
        String allowed = seconds ? "a duration or a number of seconds" : "a number";
        return read(key, none, allowed, text -> number(text, seconds));
    }

    private static double number(String text, boolean seconds) {
        if (seconds && Character.isLetter(text.charAt(text.length() - 1))) {
            Duration duration = ConfigType.duration(Duration.ZERO, Duration.ofDays(1)).parse(text);
            return duration.toMillis() / 1000.0;
        }
        return ConfigType.number(-1e15, 1e15).parse(text);
    }

    private int whole(String key, int min, int max, int without) {
        ConfigType<Integer> type = ConfigType.integer(min, max);
        return map.containsKey(key) ? read(key, without, type.allowed(), type::parse) : without;
    }

    private <T> T read(String key, T without, String allowed, Function<String, T> parser) {
        String text = text(key);
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            errors.add(missing(key, text) + ", allowed: " + allowed);
            return without;
        }
    }

    private String name() {
        if (!map.containsKey("name")) {
            return "";
        }
        String name = text("name");
        if (!NAME.matcher(name).matches()) {
            errors.add(missing("name", name) + ", allowed: up to 40 of a-z, 0-9 and _");
        }
        return "_" + name;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        Object where = map.get("where");
        if (where instanceof Map<?, ?> pairs) {
            for (Map.Entry<?, ?> pair : pairs.entrySet()) {
                String name = String.valueOf(pair.getKey());
                if (LimitRule.LABELS.contains(name)) {
                    labels.put(name, pair.getValue() == null ? "" : pair.getValue().toString());
                } else {
                    errors.add(missing("where", name) + ", allowed: " + LimitRule.LABELS);
                }
            }
        } else if (where != null) {
            errors.add("where is no map of labels to values");
        }
        return labels;
    }

    private String text(String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString().trim();
    }

    private static String missing(String key, String text) {
        return text.isEmpty() ? "it has no " + key : key + " is '" + text + "'";
    }
}
