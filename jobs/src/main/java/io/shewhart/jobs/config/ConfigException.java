/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.util.List;

/**
 * A user's configuration is wrong. The message names every wrong key, its value and what is
 * allowed.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(List<String> errors) {
        super(
                (errors.size() == 1
                                ? "The configuration has an error:\n  "
                                : "The configuration has " + errors.size() + " errors:\n  ")
                        + String.join("\n  ", errors));
    }

    static String wrong(String key, String value, String origin, String allowed) {
        return key + ": '" + value + "' (" + origin + ") is not allowed; allowed: " + allowed;
    }

    static String unknown(String key, String value, String origin) {
        String nearest = ConfigKeys.nearest(key);
        return key
                + ": no such key ("
                + origin
                + ", value '"
                + value
                + "')"
                + (nearest == null ? "" : "; did you mean " + nearest + "?");
    }
}
