/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.schemas.v1.Stage;
import java.util.Locale;
import java.util.Set;

/**
 * What a span of a known dialect is.
 *
 * @param name canonical operation, null when unknown
 * @param candidate whether it counts as a model call
 * @param embedding embeddings, meaningful for candidates
 * @param stage number of the {@code Stage}, 0 for what the stage table says
 */
record Operation(String name, boolean candidate, boolean embedding, byte stage) {

    static Operation of(Table.Row row) {
        String kind = row.oneOf("class", Set.of("generation", "embedding", "none"));
        if (kind.equals("none") && row.optional("operation") != null) {
            throw row.wrong("an operation without a call is never reported");
        }
        return new Operation(
                row.optional("operation"),
                !kind.equals("none"),
                kind.equals("embedding"),
                row.optional("stage") == null ? 0 : stage(row));
    }

    /** Number of the stage that a row's {@code stage} column names in lower case. */
    static byte stage(Table.Row row) {
        String name = "STAGE_" + row.get("stage").toUpperCase(Locale.ROOT);
        for (Stage stage : Stage.values()) {
            if (stage.name().equals(name) && stage != Stage.STAGE_UNSPECIFIED) {
                return (byte) stage.getNumber();
            }
        }
        throw row.wrong("unknown stage \"" + row.get("stage") + "\"");
    }
}
