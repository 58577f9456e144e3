/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;
import java.util.Locale;

/** The open episode of a chart key. Mutable, owned by one fold. */
final class Episode {

    private String id;
    private int sequence;
    private String version;
    private long opened;
    private long changePoint;
    private int direction;
    private int chart;
    private String chartName;
    private int charts;
    private int signals;
    private int subgroups;
    private int lastUpdate;
    private int rulesBits;
    private int phaseOneSize;
    private String baselineId;
    private double baselineLevel;
    private double currentLevel;
    private double shiftSigma;
    private double value;
    private double lcl;
    private double ucl;
    private double confidence;

    private Episode() {}

    static Episode open(String key, String version, Judgement j) {
        Episode e = new Episode();
        e.id = EngineContext.hash(32, "episode", key, "", j.end);
        e.version = version;
        e.opened = j.end;
        e.direction = j.beyond;
        e.chart = j.chart.code();
        e.chartName = j.name;
        e.changePoint = Math.min(j.changePoint, j.start);
        return e;
    }

    /**
     * Takes the judgements of one version's window.
     *
     * @return whether there is something worth an update
     */
    boolean add(String from, List<Judgement> judgements, int updateSubgroups) {
        Judgement strongest = null;
        boolean judged = false;
        for (Judgement j : judgements) {
            judged |= j.judged;
            if (j.judged) {
                rulesBits |= j.rulesBits;
            }
            if (j.signal) {
                charts |= j.chart.bit();
                if (strongest == null || Math.abs(j.z) > Math.abs(strongest.z)) {
                    strongest = j;
                }
            }
        }
        if (!judged) {
            return false;
        }
        subgroups++;
        boolean turned = false;
        if (strongest != null) {
            signals++;
            turned = subgroups > 1 && strongest.beyond != direction;
            if (turned) {
                changePoint = strongest.changePoint;
            }
            direction = strongest.beyond;
            version = from;
            baselineLevel = strongest.baselineLevel;
            currentLevel = strongest.currentLevel;
            shiftSigma = strongest.shiftSigma;
            value = strongest.value;
            lcl = strongest.lcl;
            ucl = strongest.ucl;
            baselineId = strongest.baselineId;
            phaseOneSize = strongest.baselineSize;
            double chance = 2 * Normal.survival(Math.abs(strongest.z));
            confidence = Math.max(confidence, 1 - Math.min(1, chance));
        }
        return turned || (strongest != null && subgroups - lastUpdate > updateSubgroups);
    }

    EpisodeEvent event(EpisodeEvent.State state, EpisodeEvent.Resolution resolution, long time) {
        lastUpdate = subgroups;
        return new EpisodeEvent(
                id,
                sequence++,
                state,
                resolution,
                version,
                opened,
                time,
                changePoint,
                direction,
                chartName,
                ChartName.names(charts),
                baselineLevel,
                currentLevel,
                currentLevel - baselineLevel,
                shiftSigma,
                value,
                lcl,
                ucl,
                rulesBits,
                phaseOneSize,
                baselineId,
                signals,
                subgroups,
                confidence,
                summary(state, resolution));
    }

    private String summary(EpisodeEvent.State state, EpisodeEvent.Resolution resolution) {
        String change =
                String.format(
                        Locale.ROOT,
                        "%s from %.4g to %.4g (%+.1f sigma, chart %s)",
                        direction > 0 ? "rose" : "fell",
                        baselineLevel,
                        currentLevel,
                        shiftSigma,
                        chartName);
        return switch (state) {
            case OPENED -> "The level " + change + ".";
            case UPDATED ->
                    "The level "
                            + change
                            + " and has not come back after "
                            + subgroups
                            + " subgroups.";
            case RESOLVED ->
                    switch (resolution) {
                        case NEW_LEVEL ->
                                "The level " + change + " and is accepted as the new baseline.";
                        case NO_DATA -> "The level " + change + "; then traffic ended.";
                        case RECOVERED, NONE -> "The level " + change + " and has recovered.";
                    };
        };
    }

    Episode copy() {
        StateWriter out = new StateWriter();
        write(out);
        return read(new StateReader(out.toBytes()));
    }

    void write(StateWriter out) {
        out.text(id);
        out.number(sequence);
        out.text(version);
        out.number(opened);
        out.number(changePoint);
        out.number(direction);
        out.number(chart);
        out.text(chartName);
        out.number(charts);
        out.number(signals);
        out.number(subgroups);
        out.number(lastUpdate);
        out.number(rulesBits);
        out.number(phaseOneSize);
        out.text(baselineId);
        out.real(baselineLevel);
        out.real(currentLevel);
        out.real(shiftSigma);
        out.real(value);
        out.real(lcl);
        out.real(ucl);
        out.real(confidence);
    }

    static Episode read(StateReader in) {
        Episode e = new Episode();
        e.id = in.text();
        e.sequence = in.integer();
        e.version = in.text();
        e.opened = in.number();
        e.changePoint = in.number();
        e.direction = in.integer();
        e.chart = in.integer();
        e.chartName = in.text();
        e.charts = in.integer();
        e.signals = in.integer();
        e.subgroups = in.integer();
        e.lastUpdate = in.integer();
        e.rulesBits = in.integer();
        e.phaseOneSize = in.integer();
        e.baselineId = in.text();
        e.baselineLevel = in.real();
        e.currentLevel = in.real();
        e.shiftSigma = in.real();
        e.value = in.real();
        e.lcl = in.real();
        e.ucl = in.real();
        e.confidence = in.real();
        return e;
    }
}
