/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/**
 * Charts of one version of a chart key and its part in the open episode. Mutable, owned by one
 * fold.
 */
final class VersionState {

    final String name;
    long lastTraffic;
    LocationChart location;
    ExceedanceChart exceedance;
    AttributeChart ratio;
    CountChart count;

    /** Charts of this version that keep the episode open, as bits of {@link ChartName}. */
    int signalling;

    private final byte[] quiet = new byte[ChartName.COUNT];
    private final byte[] pending = new byte[ChartName.COUNT];

    VersionState(String name, MetricKind kind) {
        this.name = name;
        switch (kind) {
            case LATENCY -> {
                location = new LocationChart();
                exceedance = new ExceedanceChart();
            }
            case VALUE -> location = new LocationChart();
            case RATIO -> ratio = new AttributeChart(ChartName.LANEY_P, true);
            case COUNT -> count = new CountChart();
        }
    }

    /** Whether it has a baseline of its own. */
    boolean learned() {
        return location != null
                ? location.baseline() != null
                : ratio != null && ratio.baseline() != null;
    }

    /**
     * Decides which judgements are signals. A first signal has to be confirmed where limits are
     * solved for that; what keeps an episode open has not, nor what is certain by itself.
     */
    void decide(List<Judgement> judgements, boolean confirm, int quietSubgroups) {
        for (Judgement j : judgements) {
            if (!j.judged) {
                continue;
            }
            int chart = j.chart.code();
            boolean open = (signalling & j.chart.bit()) != 0;
            boolean known = !confirm || open || j.certain || pending[chart] == j.beyond;
            j.signal = j.beyond != 0 && known;
            if (j.beyond != 0 && !j.signal) {
                j.remark = "unconfirmed";
            }
            pending[chart] = (byte) j.beyond;
            if (j.signal) {
                signalling |= j.chart.bit();
                quiet[chart] = 0;
            } else if (open && j.beyond == 0) {
                quiet[chart]++;
                if (quiet[chart] >= quietSubgroups) {
                    leave(j.chart);
                }
            }
        }
    }

    private void leave(ChartName chart) {
        signalling &= ~chart.bit();
        quiet[chart.code()] = 0;
    }

    void opened(long at) {
        if (location != null) {
            location.opened();
        }
        if (exceedance != null) {
            exceedance.opened();
        }
        if (ratio != null) {
            ratio.opened();
        }
        if (count != null) {
            count.opened(at);
        }
    }

    /** Back to watching, all charts at their start. */
    void recovered(long end) {
        calm();
        if (location != null) {
            location.recovered(end);
        }
        if (exceedance != null) {
            exceedance.recovered(end);
        }
        if (ratio != null) {
            ratio.recovered(end);
        }
        if (count != null) {
            count.recovered(end);
        }
    }

    /** Whether what happened since the episode opened was accepted as the new level. */
    boolean newLevel(EngineContext context, String key, long end) {
        int locationCharts = ~ChartName.EXCEEDANCE.bit();
        boolean accepted = false;
        if (location != null && (signalling & locationCharts) != 0) {
            accepted = location.newLevel(context, key, name, end);
            if (accepted && exceedance != null) {
                exceedance.relearn();
            }
        } else if (exceedance != null) {
            accepted = exceedance.newLevel(context, key, name, end);
            if (accepted) {
                location.recovered(end);
            }
        }
        if (ratio != null) {
            accepted = ratio.newLevel(context, key, name, end);
        }
        if (count != null) {
            accepted = count.newLevel(context, end);
        }
        if (accepted) {
            calm();
        }
        return accepted;
    }

    private void calm() {
        signalling = 0;
        for (int i = 0; i < ChartName.COUNT; i++) {
            quiet[i] = 0;
            pending[i] = 0;
        }
    }

    VersionState copy(MetricKind kind) {
        VersionState copy = new VersionState(name, kind);
        copy.lastTraffic = lastTraffic;
        copy.location = location == null ? null : location.copy();
        copy.exceedance = exceedance == null ? null : exceedance.copy();
        copy.ratio = ratio == null ? null : ratio.copy();
        copy.count = count == null ? null : count.copy();
        copy.signalling = signalling;
        System.arraycopy(quiet, 0, copy.quiet, 0, quiet.length);
        System.arraycopy(pending, 0, copy.pending, 0, pending.length);
        return copy;
    }

    void write(StateWriter out) {
        out.text(name);
        out.number(lastTraffic);
        out.number(signalling);
        for (int i = 0; i < ChartName.COUNT; i++) {
            out.number(quiet[i]);
            out.number(pending[i]);
        }
        if (location != null) {
            location.write(out);
        }
        if (exceedance != null) {
            exceedance.write(out);
        }
        if (ratio != null) {
            ratio.write(out);
        }
        if (count != null) {
            count.write(out);
        }
    }

    static VersionState read(StateReader in, MetricKind kind) {
        VersionState version = new VersionState(in.text(), kind);
        version.lastTraffic = in.number();
        version.signalling = in.integer();
        for (int i = 0; i < ChartName.COUNT; i++) {
            version.quiet[i] = (byte) in.number();
            version.pending[i] = (byte) in.number();
        }
        if (version.location != null) {
            version.location = LocationChart.read(in);
        }
        if (version.exceedance != null) {
            version.exceedance = ExceedanceChart.read(in);
        }
        if (version.ratio != null) {
            version.ratio.read(in);
        }
        if (version.count != null) {
            version.count = CountChart.read(in);
        }
        return version;
    }
}
