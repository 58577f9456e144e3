/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A validated configuration: every key has a value of its type, and the values fit together. Either
 * all of it is right or there is no Config.
 */
public final class Config {
    private final Map<ConfigKey<?>, Object> values;

    private Config(Map<ConfigKey<?>, Object> values) {
        this.values = values;
    }

    /** The defaults. */
    public static Config defaults() {
        return of(List.of());
    }

    /**
     * Layers on top of the defaults, later ones winning.
     *
     * @throws ConfigException names every wrong key at once
     */
    public static Config of(List<ConfigLayer> layers) {
        List<String> errors = new ArrayList<>();
        Map<String, String> texts = new TreeMap<>();
        Map<String, String> origins = new TreeMap<>();
        for (ConfigLayer layer : layers) {
            errors.addAll(layer.errors());
            layer.values()
                    .forEach(
                            (name, text) -> {
                                if (ConfigKeys.find(name) == null) {
                                    errors.add(ConfigException.unknown(name, text, layer.origin()));
                                } else {
                                    texts.put(name, text);
                                    origins.put(name, layer.origin());
                                }
                            });
        }
        Map<ConfigKey<?>, Object> values = new LinkedHashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            String text = texts.get(key.name());
            try {
                values.put(key, key.parse(text == null ? key.defaultText() : text));
            } catch (IllegalArgumentException e) {
                errors.add(
                        ConfigException.wrong(
                                key.name(), text, origins.get(key.name()), e.getMessage()));
            }
        }
        Config config = new Config(values);
        if (errors.isEmpty()) {
            errors.addAll(ConfigRules.check(config));
        }
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
        return config;
    }

    /** The value of a key. */
    @SuppressWarnings("unchecked") // a key's value was made by the key's own parser
    public <T> T get(ConfigKey<T> key) {
        return (T) values.get(key);
    }

    /** A duration in nanoseconds. */
    public long nanos(ConfigKey<java.time.Duration> key) {
        return get(key).toNanos();
    }
}
