/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Which versions of a chart key are held, and which of them is incumbent. */
final class KeyVersions {

    private final EngineConfig config;
    private final KeyState state;

    KeyVersions(EngineConfig config, KeyState state) {
        this.config = config;
        this.state = state;
    }

    /** The version of a window; a new one may take the place of the one seen longest ago. */
    VersionState of(WindowSummary w) {
        for (VersionState version : state.versions) {
            if (version.name.equals(w.version())) {
                return version;
            }
        }
        if (state.versions.size() > config.otherVersions()) {
            evict();
        }
        VersionState version = new VersionState(w.version(), state.kind);
        version.lastTraffic = w.endUnixNano();
        state.versions.add(version);
        return version;
    }

    /** The one state of a metric that is charted over all versions. */
    VersionState all() {
        if (state.versions.isEmpty()) {
            state.versions.add(new VersionState("", state.kind));
        }
        return state.versions.get(0);
    }

    /** Charts of the incumbent, null before a version went through phase I. */
    VersionCharts incumbent() {
        return state.incumbent >= 0 ? state.versions.get(state.incumbent).charts : null;
    }

    /** The incumbent stays unless it is alone. */
    private void evict() {
        int oldest = -1;
        for (int i = 0; i < state.versions.size(); i++) {
            boolean candidate = i != state.incumbent || state.versions.size() == 1;
            if (candidate
                    && (oldest < 0
                            || state.versions.get(i).lastTraffic
                                    < state.versions.get(oldest).lastTraffic)) {
                oldest = i;
            }
        }
        state.versions.remove(oldest);
        state.evicted++;
        if (oldest == state.incumbent) {
            state.incumbent = -1;
        } else if (oldest < state.incumbent) {
            state.incumbent--;
        }
    }

    /**
     * The first version through phase I is incumbent; another one follows when the incumbent has no
     * traffic.
     */
    void succession(VersionState version, long end) {
        int index = state.versions.indexOf(version);
        if (!version.charts.learned() || index == state.incumbent) {
            return;
        }
        if (state.incumbent < 0
                || end - state.versions.get(state.incumbent).lastTraffic
                        >= config.takeoverNanos()) {
            state.incumbent = index;
        }
    }
}
