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
     * @throws IllegalArgumentException ends the sentence that names key and value: why it is
     *     refused and what is allowed
     */
    T parse(String text) {
        try {
            return type.parse(text.trim());
        } catch (ConfigType.Refusal e) {
            throw new IllegalArgumentException(notAllowed(" (" + e.getMessage() + ")"), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(notAllowed(""), e);
        }
    }

    private String notAllowed(String why) {
        return "is not allowed" + why + "; allowed: " + type.allowed();
    }
}
