/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.Set;

/**
 * How far an emitter is believed beside others that report the same call.
 *
 * @param priority the larger wins
 * @param companion known to stand beside another instrumentation's span
 */
record Layer(int priority, boolean companion) {

    static Layer of(Table.Row row) {
        try {
            return new Layer(
                    Integer.parseInt(row.get("priority")),
                    row.oneOf("companion", Set.of("yes", "no")).equals("yes"));
        } catch (NumberFormatException e) {
            throw row.wrong("priority \"" + row.get("priority") + "\" is no whole number");
        }
    }
}
