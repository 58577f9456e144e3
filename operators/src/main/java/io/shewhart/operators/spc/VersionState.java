/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;
import java.util.List;

/**
 * Charts of one version of a chart key and its part in the open episode. Mutable, owned by one
 * fold.
 */
final class VersionState {

    /** Gaps in traffic at random scatter as much as they last; thrice the longest is no chance. */
    private static final int USUAL_GAPS = 3;

    final String name;
    long lastTraffic;
    final VersionCharts charts;

    /** Charts of this version that keep the episode open, as bits of {@link ChartName}. */
    private int signalling;

    /** Null unless the metric has one. */
    private HostedCusum cusum;

    /**
     * Subgroups of other versions that were judged since this one had traffic, and the most ever.
     */
    private int missed;

    private int mostMissed;

    private final byte[] quiet = new byte[ChartName.COUNT];
    private final byte[] pending = new byte[ChartName.COUNT];

    VersionState(String name, MetricKind kind) {
        this(name, VersionCharts.of(kind));
    }

    private VersionState(String name, VersionCharts charts) {
        this.name = name;
        this.charts = charts;
    }

    /** A window of this version held calls. */
    void traffic(long end) {
        lastTraffic = end;
        mostMissed = Math.max(mostMissed, missed);
        missed = 0;
    }

    /** A subgroup of another version was judged. */
    void missed() {
        missed++;
    }

    /**
     * Whether it was taken back: others go on for several times as long as this one was ever
     * without traffic beside them, so that a version with a small share of the calls is not.
     */
    boolean withdrawn(int quietSubgroups) {
        return missed >= quietSubgroups + USUAL_GAPS * mostMissed;
    }

    /** Whether a chart of this version keeps the episode open. */
    boolean signals() {
        return signalling != 0;
    }

    /** Lets the charts beside the suite judge what the suite has judged. */
    void fold(Fold fold) {
        if (!fold.config().additional().contains(AdditionalChart.CUSUM)) {
            cusum = null;
            return;
        }
        int suite = fold.out().size();
        for (int i = 0; i < suite; i++) {
            Judgement j = fold.out().get(i);
            if (j.score != null) {
                cusum = cusum == null ? new HostedCusum() : cusum;
                cusum.fold(fold, j);
            }
        }
    }

    /**
     * Decides which judgements are signals. A first signal has to be confirmed where limits are
     * solved for that; what keeps an episode open has not, nor what is certain by itself.
     */
    void decide(List<Judgement> judgements, boolean confirm, int quietSubgroups) {
        if (cusum == null) {
            // it may have been configured when it signalled
            leave(ChartName.CUSUM);
        }
        for (Judgement j : judgements) {
            if (!j.judged) {
                continue;
            }
            int chart = j.chart.code();
            boolean open = (signalling & j.chart.bit()) != 0;
            boolean before = pending[chart] * j.beyond > 0;
            boolean known = !confirm || open || j.certain || before;
            j.signal = j.beyond != 0 && known;
            if (j.beyond != 0 && !j.signal) {
                j.remark = "unconfirmed";
            }
            pending[chart] = (byte) pending(j, pending[chart]);
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

    /** Subgroups within which another confirms the newest one beyond a limit, with its side. */
    private static int pending(Judgement j, int before) {
        return j.beyond != 0
                ? j.beyond * j.chart.confirmedWithin()
                : before - Integer.signum(before);
    }

    private void leave(ChartName chart) {
        signalling &= ~chart.bit();
        quiet[chart.code()] = 0;
    }

    /** Back to watching, all charts at their start. */
    void recovered(long end) {
        calm(end);
        charts.recovered(end);
    }

    /** Whether what happened since the episode opened was accepted as the new level. */
    boolean newLevel(Fold fold, long end) {
        boolean accepted = charts.newLevel(fold, signalling, end);
        if (accepted) {
            calm(end);
        }
        return accepted;
    }

    private void calm(long end) {
        if (cusum != null) {
            cusum.restart(end);
        }
        signalling = 0;
        Arrays.fill(quiet, (byte) 0);
        Arrays.fill(pending, (byte) 0);
    }

    VersionState copy() {
        VersionState copy = new VersionState(name, charts.copy());
        copy.lastTraffic = lastTraffic;
        copy.signalling = signalling;
        copy.missed = missed;
        copy.mostMissed = mostMissed;
        copy.cusum = cusum == null ? null : cusum.copy();
        System.arraycopy(quiet, 0, copy.quiet, 0, quiet.length);
        System.arraycopy(pending, 0, copy.pending, 0, pending.length);
        return copy;
    }

    void write(StateWriter out) {
        out.text(name);
        out.number(lastTraffic);
        out.number(signalling);
        out.number(missed);
        out.number(mostMissed);
        for (int i = 0; i < ChartName.COUNT; i++) {
            out.number(quiet[i]);
            out.number(pending[i]);
        }
        charts.write(out);
        out.bool(cusum != null);
        if (cusum != null) {
            cusum.write(out);
        }
    }

    static VersionState read(StateReader in, MetricKind kind) {
        VersionState version = new VersionState(in.text(), kind);
        version.lastTraffic = in.number();
        version.signalling = in.integer();
        if (in.since(KeyState.WITHDRAWN)) {
            version.missed = in.integer();
            version.mostMissed = in.integer();
        }
        boolean all = in.since(KeyState.TAIL_EWMA);
        int charts = all ? ChartName.COUNT : ChartName.COUNT_WITHOUT_TAIL_EWMA;
        for (int i = 0; i < charts; i++) {
            version.quiet[i] = (byte) in.number();
            version.pending[i] = (byte) in.number();
        }
        version.charts.read(in);
        version.cusum = in.bool() ? HostedCusum.read(in) : null;
        return version;
    }
}
