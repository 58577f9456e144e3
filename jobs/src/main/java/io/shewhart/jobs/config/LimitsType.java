/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import io.shewhart.operators.chart.LimitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A list of fixed limits, as YAML. Every mistake in it is told at once. */
final class LimitsType {
    private LimitsType() {}

    static ConfigType<List<LimitRule>> limits() {
        return new ConfigType<>(
                "a list of limits, each with metric, statistic, above and/or below in the metric's"
                        + " unit, and if wanted where (labels), minimum-count, open-after,"
                        + " close-after and name, such as [{metric: ttft, statistic: p95, above:"
                        + " 2s, where: {service: shop}}]; empty: none",
                LimitsType::parse);
    }

    private static List<LimitRule> parse(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (!(load(text) instanceof List<?> list)) {
            throw new ConfigType.Refusal("it is no list");
        }
        List<String> errors = new ArrayList<>();
        List<LimitRule> rules = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String which = "limit " + (i + 1) + ": ";
            if (list.get(i) instanceof Map<?, ?> map) {
                LimitReader reader = new LimitReader(map);
                LimitRule rule = reader.read();
                reader.errors().forEach(error -> errors.add(which + error));
                if (rule != null) {
                    unique(rules, rule, which, errors);
                    rules.add(rule);
                }
            } else {
                errors.add(which + "it is no map");
            }
        }
        if (!errors.isEmpty()) {
            throw new ConfigType.Refusal(String.join("; ", errors));
        }
        return List.copyOf(rules);
    }

    private static Object load(String text) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new ConfigType.Refusal("it is not YAML");
        }
    }

    /** Two limits must never write the same point. */
    private static void unique(
            List<LimitRule> rules, LimitRule rule, String which, List<String> errors) {
        for (LimitRule other : rules) {
            if (other.limit().chart().equals(rule.limit().chart()) && other.overlaps(rule)) {
                errors.add(
                        which
                                + "another limit on "
                                + rule.metric()
                                + " has the chart "
                                + rule.limit().chart()
                                + " for the same series; give it a name of its own");
                return;
            }
        }
    }
}
