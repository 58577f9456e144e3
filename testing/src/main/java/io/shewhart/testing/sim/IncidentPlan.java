/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * When what is staged, and what it does to a call. Incidents never overlap, lie at least ten
 * minutes apart, and leave charts two hours of peace to learn in.
 */
final class IncidentPlan {
    /** Longer than the hundred windows of a minute that a chart learns from. */
    static final long LEARNING = 2 * SimOptions.HOUR;

    /** The canary comes when the charts of the first release have learned. */
    private static final long AFTER_CANARY = 15 * SimOptions.MINUTE;

    /** The longest incident, and ten minutes to recover in. */
    private static final long SMALLEST_SLOT = 30 * SimOptions.MINUTE;

    private static final long BEFORE_END = 5 * SimOptions.MINUTE;

    volatile List<Incident> staged;

    /** Asked for, but the capture is too short. */
    final List<IncidentKind> leftOut;

    /** From here on the canary release gets traffic. */
    final long canaryStart;

    private final double canaryShare;

    IncidentPlan(SimOptions options) {
        canaryShare = options.canaryShare();
        canaryStart = options.start() + Math.min(LEARNING, options.duration() / 2);
        long room = options.duration() - LEARNING - AFTER_CANARY - BEFORE_END;
        int asked = options.incidents().size();
        int count = (int) Math.max(0, Math.min(asked, room / SMALLEST_SLOT));
        List<Incident> placed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            IncidentKind kind = options.incidents().get(i);
            // Whole seconds, so that the truth is easy to read.
            long offset = room / count * i / SimOptions.SECOND * SimOptions.SECOND;
            long from = options.start() + LEARNING + AFTER_CANARY + offset;
            placed.add(new Incident(kind, from, from + kind.minutes * SimOptions.MINUTE));
        }
        staged = List.copyOf(placed);
        leftOut = List.copyOf(options.incidents().subList(count, asked));
    }

    private IncidentPlan(double canaryShare, long canaryStart) {
        this.canaryShare = canaryShare;
        this.canaryStart = canaryStart;
        staged = List.of();
        leftOut = List.of();
    }

    /** Nothing is staged yet; it is while the application runs. */
    static IncidentPlan live(SimOptions options, long canaryStart) {
        return new IncidentPlan(options.canaryShare(), canaryStart);
    }

    /** Stages one more; those that ended long before it starts are forgotten. */
    void stage(Incident incident) {
        List<Incident> kept = new ArrayList<>();
        for (Incident other : staged) {
            if (other.end() > incident.start() - SimOptions.HOUR) {
                kept.add(other);
            }
        }
        kept.add(incident);
        staged = List.copyOf(kept);
    }

    /** Which release of the orchestrator answers a trace that starts now. */
    ServiceProcess release(long time, double uniform) {
        boolean bad = acts(IncidentKind.BAD_RELEASE, null, time);
        if (bad && uniform >= 1 - canaryShare) {
            return ServiceProcess.ORCHESTRATOR_BAD;
        }
        return time >= canaryStart && uniform < canaryShare
                ? ServiceProcess.ORCHESTRATOR_CANARY
                : ServiceProcess.ORCHESTRATOR;
    }

    boolean vanished(Model model, long time) {
        return acts(IncidentKind.VANISHED_TRAFFIC, model, time);
    }

    double errorRate(Model model, long time) {
        return acts(IncidentKind.ERROR_BURST, model, time)
                ? IncidentKind.ERROR_BURST.factor
                : Model.ERROR_RATE;
    }

    /** On the time to first token. */
    double ttftFactor(Model model, ServiceProcess release, long time) {
        return releaseFactor(release) * factor(IncidentKind.SLOW_MODEL_SERVER, model, time);
    }

    /** On the time for each token after the first. */
    double tpotFactor(Model model, ServiceProcess release, long time) {
        return releaseFactor(release) * factor(IncidentKind.TOKEN_THROUGHPUT_DROP, model, time);
    }

    double outputFactor(Model model, long time) {
        return factor(IncidentKind.LONGER_ANSWERS, model, time);
    }

    private static double releaseFactor(ServiceProcess release) {
        return release == ServiceProcess.ORCHESTRATOR_BAD ? IncidentKind.BAD_RELEASE.factor : 1;
    }

    private double factor(IncidentKind kind, Model model, long time) {
        return acts(kind, model, time) ? kind.factor : 1;
    }

    private boolean acts(IncidentKind kind, Model model, long time) {
        for (Incident incident : staged) {
            if (incident.kind() == kind && incident.acts(model, time)) {
                return true;
            }
        }
        return false;
    }
}
