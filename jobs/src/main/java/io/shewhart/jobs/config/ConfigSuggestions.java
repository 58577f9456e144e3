/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user may have meant by a key that does not exist. */
final class ConfigSuggestions {
    private static final int SHORTEST_PART = 4;

    private ConfigSuggestions() {}

    /** The keys meant, none when nothing is near. */
    static List<String> of(String name) {
        String written = kebab(name);
        List<String> all = ConfigKeys.ALL.stream().map(ConfigKey::name).toList();
        List<String> group = all.stream().filter(key -> key.startsWith(written + ".")).toList();
        if (!group.isEmpty()) {
            return group;
        }
        String nearest = nearest(written, all);
        if (nearest != null) {
            return List.of(nearest);
        }
        // The right word in the wrong group, or a part of a name.
        String last = last(written);
        List<String> related = new ArrayList<>();
        for (String key : all) {
            String keyLast = last(key);
            if (Math.min(last.length(), keyLast.length()) >= SHORTEST_PART
                    && (keyLast.contains(last) || last.contains(keyLast))) {
                related.add(key);
            }
        }
        return related;
    }

    private static String nearest(String written, List<String> all) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String key : all) {
            int distance = distance(written, key);
            if (distance < least && distance <= Math.max(1, key.length() / 4)) {
                best = key;
                least = distance;
            }
        }
        return best;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** maxSpans and max_spans are max-spans here. */
    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    /** Least number of letters to insert, remove or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
