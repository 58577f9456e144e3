/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import io.shewhart.schemas.v1.EpisodeKind;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.Phase;
import io.shewhart.schemas.v1.Resolution;

/** Constants of the records in the words of the measurements; what is not said is empty. */
final class PointWords {
    private PointWords() {}

    static String of(Phase phase) {
        return switch (phase) {
            case PHASE_WARMUP -> "warmup";
            case PHASE_LEARNING -> "learning";
            case PHASE_WATCHING -> "watching";
            case PHASE_SIGNALLING -> "signalling";
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    static String of(EpisodeState state) {
        return switch (state) {
            case EPISODE_STATE_OPENED -> "opened";
            case EPISODE_STATE_UPDATED -> "updated";
            case EPISODE_STATE_RESOLVED -> "resolved";
            case EPISODE_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    static String of(EpisodeKind kind) {
        return switch (kind) {
            case EPISODE_KIND_SHIFT -> "shift";
            case EPISODE_KIND_THRESHOLD -> "threshold";
            case EPISODE_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    static String of(Resolution resolution) {
        return switch (resolution) {
            case RESOLUTION_RECOVERED -> "recovered";
            case RESOLUTION_NEW_LEVEL -> "new_level";
            case RESOLUTION_NO_DATA -> "no_data";
            case RESOLUTION_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }
}
