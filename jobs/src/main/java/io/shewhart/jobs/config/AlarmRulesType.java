/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.spc.ZoneRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names of run rules that alarm. Those that cannot are refused with the reason. */
final class AlarmRulesType {
    private static final Map<String, ZoneRule> RULES =
            Map.of(
                    "we2", ZoneRule.TWO_OF_THREE,
                    "n5", ZoneRule.TWO_OF_THREE,
                    "we3", ZoneRule.FOUR_OF_FIVE,
                    "n6", ZoneRule.FOUR_OF_FIVE);
    private static final Set<String> LIMIT = Set.of("we1", "n1");

    /** In-control run lengths that the definitions fix, in points (spc.md section 3). */
    private static final Map<String, Integer> FIXED =
            Map.of("we4", 255, "n2", 511, "n3", 422, "n4", 601, "n7", 963, "n8", 14_391);

    private AlarmRulesType() {}

    static ConfigType<Set<ZoneRule>> rules() {
        return new ConfigType<>(
                "names out of we2, we3, n5, n6, separated by commas; empty: none",
                AlarmRulesType::parse);
    }

    private static Set<ZoneRule> parse(String text) {
        Set<ZoneRule> rules = new TreeSet<>();
        List<String> errors = new ArrayList<>();
        List<String> names =
                Arrays.stream(text.split(","))
                        .map(part -> part.trim().toLowerCase(Locale.ROOT))
                        .toList();
        for (String name : names) {
            if (RULES.containsKey(name)) {
                rules.add(RULES.get(name));
            } else if (!name.isEmpty()) {
                errors.add(refusal(name));
            }
        }
        if (!errors.isEmpty()) {
            throw new ConfigType.Refusal(String.join("; ", errors));
        }
        return rules;
    }

    private static String refusal(String name) {
        if (LIMIT.contains(name)) {
            return name + " is the limit that every chart alarms by anyway";
        }
        Integer arl0 = FIXED.get(name);
        return arl0 == null
                ? name + " is not known here"
                : name
                        + " is false once in "
                        + arl0
                        + " points by its definition, which no budget can change; it explains"
                        + " points without being listed";
    }
}
