/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A user's configuration is wrong. The message names every wrong key, its value, where that comes
 * from and what is allowed.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names that keys of secrets have, or are mistyped as. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(token|password|secret|credential)s?$");

    ConfigException(List<String> errors) {
        super(
                (errors.size() == 1
                                ? "The configuration has an error:\n  "
                                : "The configuration has " + errors.size() + " errors:\n  ")
                        + String.join("\n  ", errors));
    }

    /** One line: a value and what is wrong with it. */
    static String wrong(String key, String value, String origin, String reason) {
        return key + ": '" + shown(key, value) + "' (" + origin + ") " + reason;
    }

    /** A value for messages: what may be a secret is not repeated. */
    static String shown(String key, String value) {
        boolean secret = SECRET.matcher(key).find() || KafkaProperties.isSecret(key);
        return secret ? "..." : value;
    }

    /** One line: a key that does not exist and what may have been meant. */
    static String unknown(String key, String value, String origin) {
        List<String> meant = ConfigSuggestions.of(key);
        String hint =
                switch (meant.size()) {
                    case 0 -> "; --print-config lists all keys";
                    case 1 -> "; did you mean " + meant.get(0) + "?";
                    default -> "; did you mean one of " + String.join(", ", meant) + "?";
                };
        return wrong(key, value, origin, "- there is no such key" + hint);
    }
}
