/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

/** Prints a configuration as a file that can be used as it is. */
public final class ConfigPage {
    private ConfigPage() {}

    /** Every key with what it means, what is allowed and its default, as YAML. */
    public static String yaml() {
        StringBuilder page = new StringBuilder();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            page.append("# ").append(key.description()).append('\n');
            page.append("# Allowed: ").append(key.type().allowed()).append(".\n");
            page.append(key.name())
                    .append(": \"")
                    .append(key.defaultText().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"\n\n");
        }
        for (ConfigPrefix prefix : ConfigKeys.PREFIXES) {
            page.append("# ").append(prefix.description()).append('\n');
            page.append("# Allowed: ").append(prefix.allowed()).append(".\n");
            page.append("# ").append(prefix.name()).append("NAME: \"value\"\n\n");
        }
        return page.toString();
    }
}
