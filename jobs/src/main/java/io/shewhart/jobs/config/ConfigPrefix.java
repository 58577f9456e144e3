/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

/**
 * Keys that are not listed here because another system defines them: everything below a name.
 *
 * @param name dotted, with the last dot
 * @param allowed completes the sentence "allowed: ..."
 * @param check decides about one key and its value
 * @param description one or two sentences for the user
 */
public record ConfigPrefix(String name, String allowed, Check check, String description) {

    /** Decides about one key. */
    @FunctionalInterface
    public interface Check {
        /** What is wrong, as the end of the sentence about the value; null: nothing. */
        String wrong(String rest, String value);
    }

    /** The rest of a key below this name, or null. */
    String rest(String key) {
        return key.length() > name.length() && key.startsWith(name)
                ? key.substring(name.length())
                : null;
    }
}
