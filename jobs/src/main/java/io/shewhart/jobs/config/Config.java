/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<ConfigPrefix, Map<String, String>> prefixed;

    private Config(
            Map<ConfigKey<?>, Object> values, Map<ConfigPrefix, Map<String, String>> prefixed) {
        this.values = values;
        this.prefixed = prefixed;
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
        Map<ConfigKey<?>, Setting> settings = new HashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            settings.put(key, new Setting(key.defaultText(), "default"));
        }
        Map<ConfigPrefix, Map<String, String>> prefixed = new HashMap<>();
        for (ConfigLayer layer : layers) {
            errors.addAll(layer.errors());
            layer.values()
                    .forEach(
                            (name, text) -> {
                                ConfigKey<?> key = ConfigKeys.find(name);
                                if (key != null) {
                                    settings.put(key, new Setting(text, layer.origin()));
                                } else if (!put(prefixed, name, text, layer.origin(), errors)) {
                                    errors.add(ConfigException.unknown(name, text, layer.origin()));
                                }
                            });
        }
        Map<ConfigKey<?>, Object> values = new LinkedHashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            Setting setting = settings.get(key);
            try {
                values.put(key, key.parse(setting.text()));
            } catch (IllegalArgumentException e) {
                errors.add(setting.wrong(key, e.getMessage()));
            }
        }
        Config config = new Config(values, prefixed);
        ConfigRules.check(
                config, (key, reason) -> errors.add(settings.get(key).wrong(key, reason)));
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
        return config;
    }

    /** Keeps a key below a prefix; false when it is below none. */
    private static boolean put(
            Map<ConfigPrefix, Map<String, String>> prefixed,
            String name,
            String text,
            String origin,
            List<String> errors) {
        for (ConfigPrefix prefix : ConfigKeys.PREFIXES) {
            String rest = prefix.rest(name);
            if (rest != null) {
                String wrong = prefix.check().wrong(rest, text);
                if (wrong != null) {
                    // Perhaps a secret: the value is not repeated.
                    errors.add(ConfigException.wrong(name, "...", origin, wrong));
                }
                prefixed.computeIfAbsent(prefix, p -> new TreeMap<>()).put(rest, text);
                return true;
            }
        }
        return false;
    }

    /** What was set below a prefix, by the rest of the key. */
    public Map<String, String> below(ConfigPrefix prefix) {
        return Map.copyOf(prefixed.getOrDefault(prefix, Map.of()));
    }

    /** The value of a key. */
    @SuppressWarnings("unchecked") // a key's value was made by the key's own parser
    public <T> T get(ConfigKey<T> key) {
        return (T) values.get(key);
    }

    /** A duration in nanoseconds. */
    public long nanos(ConfigKey<Duration> key) {
        return get(key).toNanos();
    }

    /** What a key was given, and where. */
    private record Setting(String text, String origin) {
        private String wrong(ConfigKey<?> key, String reason) {
            return ConfigException.wrong(key.name(), text, origin, reason);
        }
    }
}
