/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

/**
 * One key of the configuration file.
 *
 * @param name dotted path in the file
 * @param type how its text is read
 * @param defaultText default as a user would write it; empty: none
 * @param description one or two sentences for the user
 * @param <T> type of its value
 */
public record ConfigKey<T>(
        String name, ConfigType<T> type, String defaultText, String description) {

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException says what is allowed
     */
    T parse(String text) {
        try {
            return type.parse(text.trim());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(type.allowed(), e);
        }
    }
}
