/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.Point;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeKind;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.Phase;
import io.shewhart.schemas.v1.Resolution;
import io.shewhart.schemas.v1.SeriesLabels;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The engine's points and events as messages. What the engine does not know (NaN, null, 0 times) is
 * absent.
 */
public final class ChartMessages {
    private ChartMessages() {}

    /** A chart point of one metric and chart key. */
    public static ChartPoint point(String metric, SeriesLabels key, Point p) {
        ChartPoint.Builder b =
                ChartPoint.newBuilder()
                        .setMetric(metric)
                        .setLabels(key.toBuilder().setVersion(p.version()))
                        .setChart(p.chart())
                        .setStartTimeUnixNano(p.startUnixNano())
                        .setEndTimeUnixNano(p.endUnixNano())
                        .setPhase(Phase.valueOf("PHASE_" + p.phase().name()))
                        .setLearned(p.learned())
                        .setLearningTarget(p.learningTarget())
                        .setN(p.n())
                        .setSignal(p.signal())
                        .setDirection(p.direction())
                        .setRulesBits(p.rulesBits())
                        .setBaselineId(p.baselineId());
        set(p.value(), b::setValue);
        set(p.center(), b::setCenter);
        set(p.lcl(), b::setLcl);
        set(p.ucl(), b::setUcl);
        set(p.sigma(), b::setSigma);
        set(p.z(), b::setZ);
        if (p.baselineVersion() != null) {
            b.setBaselineVersion(p.baselineVersion());
        }
        if (p.remark() != null) {
            b.setRemark(p.remark());
        }
        if (p.description() != null) {
            b.setDescription(p.description());
        }
        return b.build();
    }

    /**
     * An episode event of one metric and chart key, with the slowest requests of its newest window.
     */
    public static Episode episode(
            String metric, SeriesLabels key, EpisodeEvent e, List<Exemplar> exemplars) {
        SeriesLabels labels = key.toBuilder().setVersion(e.version()).build();
        Episode.Builder b =
                Episode.newBuilder()
                        .setId(e.id())
                        .setSequence(e.sequence())
                        .setState(EpisodeState.valueOf("EPISODE_STATE_" + e.state().name()))
                        .setKind(EpisodeKind.valueOf("EPISODE_KIND_" + e.kind().name()))
                        .setResolution(resolution(e.resolution()))
                        .setMetric(metric)
                        .setLabels(labels)
                        .setOpenedUnixNano(e.openedUnixNano())
                        .setTimeUnixNano(e.timeUnixNano())
                        .setDirection(e.direction())
                        .setChart(e.chart())
                        .addAllCharts(e.charts())
                        .setRulesBits(e.rulesBits())
                        .setPhaseOneSize(e.phaseOneSize())
                        .setBaselineId(e.baselineId())
                        .setSignals(e.signals())
                        .setSubgroups(e.subgroups())
                        .setGroupKey(GroupKeys.of(labels, e))
                        .addAllExemplars(exemplars)
                        .setSummary(EpisodeSentence.of(metric, labels, e));
        if (e.changePointUnixNano() != 0) {
            b.setChangePointUnixNano(e.changePointUnixNano());
        }
        set(e.baselineLevel(), b::setBaselineLevel);
        set(e.currentLevel(), b::setCurrentLevel);
        set(e.shift(), b::setShift);
        set(e.shiftSigma(), b::setShiftSigma);
        set(e.value(), b::setValue);
        set(e.lcl(), b::setLcl);
        set(e.ucl(), b::setUcl);
        set(e.confidence(), b::setConfidence);
        if (e.description() != null) {
            b.setDescription(e.description());
        }
        return b.build();
    }

    private static Resolution resolution(EpisodeEvent.Resolution resolution) {
        return switch (resolution) {
            case NONE -> Resolution.RESOLUTION_UNSPECIFIED;
            case RECOVERED -> Resolution.RESOLUTION_RECOVERED;
            case NEW_LEVEL -> Resolution.RESOLUTION_NEW_LEVEL;
            case NO_DATA -> Resolution.RESOLUTION_NO_DATA;
        };
    }

    private static void set(double value, DoubleConsumer setter) {
        if (Double.isFinite(value)) {
            setter.accept(value);
        }
    }
}
