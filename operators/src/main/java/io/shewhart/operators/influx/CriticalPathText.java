/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.Stage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A critical path as text: its stretches in order of time, separated by blanks, each {@code
 * OFFSET,LENGTH,STAGE,SERVICE} with both times in microseconds and the service percent-encoded, so
 * that neither separator is in it.
 */
final class CriticalPathText {
    private static final long MICRO = 1_000;
    private static final int PREFIX = "STAGE_".length();

    private CriticalPathText() {}

    static String of(List<CriticalPathSegment> path) {
        StringBuilder text = new StringBuilder();
        for (CriticalPathSegment stretch : path) {
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(stretch.getStartOffsetNanos() / MICRO)
                    .append(',')
                    .append(stretch.getDurationNanos() / MICRO)
                    .append(',')
                    .append(stage(stretch.getStage()))
                    .append(',')
                    .append(
                            // A blank becomes +, which is no separator either, but not every
                            // reader's decoder knows it.
                            URLEncoder.encode(stretch.getService(), StandardCharsets.UTF_8)
                                    .replace("+", "%20"));
        }
        return text.toString();
    }

    private static String stage(Stage stage) {
        return switch (stage) {
            case STAGE_UNSPECIFIED, UNRECOGNIZED -> "other";
            default -> stage.name().substring(PREFIX).toLowerCase(Locale.ROOT);
        };
    }
}
