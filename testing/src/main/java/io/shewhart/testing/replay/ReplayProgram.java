/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import io.shewhart.jobs.replay.Replay;
import io.shewhart.testing.Program;

/** {@code testing/run replay}: the same as {@code deploy/local/replay}. */
public final class ReplayProgram implements Program {

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String summary() {
        return "run the job over captures and write its results, as deploy/local/replay does";
    }

    @Override
    public int run(String[] args) {
        return Replay.run(args);
    }
}
