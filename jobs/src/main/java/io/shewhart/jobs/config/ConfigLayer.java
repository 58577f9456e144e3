/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Values from one place: a file, the command line.
 *
 * @param origin where they come from, for messages
 * @param values text by dotted key
 * @param errors what could not even be read
 */
public record ConfigLayer(String origin, Map<String, String> values, List<String> errors) {

    /** Reads a YAML file; nested maps and dotted keys mean the same. */
    public static ConfigLayer file(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        try {
            Object root =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build())
                            .loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) {
                flatten("", map, values);
            } else if (root != null) {
                errors.add(file + ": not a map of keys to values");
            }
        } catch (IOException e) {
            errors.add(file + ": cannot be read (" + e.getMessage() + ")");
        } catch (YamlEngineException e) {
            errors.add(file + ": no YAML: " + e.getMessage().lines().findFirst().orElse(""));
        }
        return new ConfigLayer(file.toString(), values, errors);
    }

    /** KEY=VALUE pairs from the command line. */
    public static ConfigLayer commandLine(List<String> pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (String pair : pairs) {
            int eq = pair.indexOf('=');
            if (eq < 1) {
                errors.add("--set " + pair + ": not KEY=VALUE");
            } else {
                values.put(pair.substring(0, eq).trim(), pair.substring(eq + 1));
            }
        }
        return new ConfigLayer("command line", values, errors);
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> values) {
        map.forEach(
                (key, value) -> {
                    String name = prefix + key;
                    if (value instanceof Map<?, ?> inner) {
                        flatten(name + ".", inner, values);
                    } else if (value instanceof List<?> list) {
                        values.put(
                                name,
                                String.join(",", list.stream().map(String::valueOf).toList()));
                    } else {
                        values.put(name, value == null ? "" : value.toString());
                    }
                });
    }
}
