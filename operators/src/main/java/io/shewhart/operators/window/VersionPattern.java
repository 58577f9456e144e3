/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folds versions that differ only in what does not matter (build numbers): a version in which the
 * pattern is found becomes the text of its first capturing group, any other stays as it is.
 *
 * <p>Not thread-safe; one per operator instance.
 */
public final class VersionPattern {
    // Versions repeat; the bound keeps a stream of ever new ones from growing the heap.
    private static final int CACHE = 1024;

    private final Pattern pattern;
    private final Map<String, String> folded = new HashMap<>();

    private VersionPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Folds nothing. */
    public static VersionPattern none() {
        return new VersionPattern(null);
    }

    /**
     * Folds by a regular expression with a capturing group.
     *
     * @throws IllegalArgumentException if it is no regular expression or has no group
     */
    public static VersionPattern of(String regex) {
        Pattern pattern = Pattern.compile(regex);
        if (pattern.matcher("").groupCount() == 0) {
            throw new IllegalArgumentException("version.pattern needs a capturing group: " + regex);
        }
        return new VersionPattern(pattern);
    }

    /** The version that a series is labelled with. */
    public String fold(String version) {
        if (pattern == null || version.isEmpty()) {
            return version;
        }
        if (folded.size() >= CACHE) {
            folded.clear();
        }
        return folded.computeIfAbsent(version, this::match);
    }

    private String match(String version) {
        Matcher matcher = pattern.matcher(version);
        if (!matcher.find()) {
            return version;
        }
        String group = matcher.group(1);
        return group == null || group.isEmpty() ? version : group;
    }
}
