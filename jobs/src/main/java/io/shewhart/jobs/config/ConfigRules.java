/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What must hold between the values of different keys. */
final class ConfigRules {
    private ConfigRules() {}

    static List<String> check(Config config) {
        List<String> errors = new ArrayList<>();
        Duration settle = config.get(ConfigKeys.SETTLE);
        Duration lateness = config.get(ConfigKeys.LATENESS);
        if (!lateness.isZero() && lateness.compareTo(settle.plusSeconds(1)) < 0) {
            errors.add(
                    ConfigKeys.LATENESS.name()
                            + ": '"
                            + ConfigType.print(lateness)
                            + "' is not allowed; allowed: at least "
                            + ConfigKeys.SETTLE.name()
                            + " + 1s = "
                            + ConfigType.print(settle.plusSeconds(1))
                            + ", since an inference is known only "
                            + ConfigKeys.SETTLE.name()
                            + " after its end");
        }
        if (config.get(ConfigKeys.IDLE_TIMEOUT).compareTo(settle) < 0) {
            errors.add(
                    ConfigKeys.IDLE_TIMEOUT.name()
                            + ": '"
                            + ConfigType.print(config.get(ConfigKeys.IDLE_TIMEOUT))
                            + "' is not allowed; allowed: at least "
                            + ConfigKeys.SETTLE.name());
        }
        if (config.get(ConfigKeys.WINDOW).toMillis() % 1000 != 0) {
            errors.add(
                    ConfigKeys.WINDOW.name()
                            + ": '"
                            + ConfigType.print(config.get(ConfigKeys.WINDOW))
                            + "' is not allowed; allowed: whole seconds");
        }
        return errors;
    }
}
