/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/** The open episode of a chart key. Mutable, owned by one fold. */
final class Episode {

    private String id;
    private int sequence;
    private String version;
    private long opened;
    private long changePoint;
    private int direction;
    private String chartName;
    private int charts;
    private int signals;
    private int subgroups;
    private int lastUpdate;
    private int rulesBits;
    private int phaseOneSize;
    private String baselineId;
    private String quantity;
    private double baselineLevel;
    private double currentLevel;
    private double shiftSigma;
    private double value;
    private double lcl;
    private double ucl;
    private double confidence;
    private String description;

    private Episode() {}

    static Episode open(EngineContext context, String key, String version, Judgement j) {
        Episode e = new Episode();
        e.id = EngineContext.hash(32, "episode", key, "", j.end);
        e.version = version;
        e.opened = j.end;
        e.direction = j.beyond;
        e.chartName = j.name;
        e.quantity = j.quantity;
        e.description = Choices.of(context, j);
        e.levels(j);
        e.changePoint = Math.min(j.changePoint, j.start);
        return e;
    }

    /**
     * Takes the judgements of one version's window. Direction and levels are always those of the
     * quantity that the opening chart watches, so that they can be compared from event to event.
     *
     * @return whether there is something worth an update
     */
    boolean add(String from, List<Judgement> judgements, int updateSubgroups) {
        Judgement strongest = null;
        Judgement same = null;
        Judgement opener = null;
        boolean judged = false;
        for (Judgement j : judgements) {
            if (!j.judged) {
                continue;
            }
            judged = true;
            rulesBits |= j.rulesBits;
            opener = j.name.equals(chartName) ? j : opener;
            if (j.signal) {
                charts |= j.chart.bit();
                strongest = stronger(strongest, j);
                same = j.quantity.equals(quantity) ? stronger(same, j) : same;
            }
        }
        if (!judged) {
            return false;
        }
        subgroups++;
        if (opener != null) {
            value = opener.value;
            lcl = opener.lcl;
            ucl = opener.ucl;
        }
        if (strongest == null) {
            return false;
        }
        signals++;
        version = version.equals(from) ? version : "";
        double chance = 2 * Normal.survival(Math.abs(strongest.z));
        confidence = Math.max(confidence, 1 - Math.min(1, chance));
        boolean turned = same != null && same.beyond != direction;
        if (turned) {
            direction = same.beyond;
            changePoint = same.changePoint;
        }
        if (same == null) {
            // another chart signals alone: the levels move on as long as they agree
            for (Judgement j : judgements) {
                boolean agrees = j.judged && j.z * direction > 0;
                same = agrees && j.quantity.equals(quantity) ? stronger(same, j) : same;
            }
        }
        if (same != null) {
            levels(same);
        }
        return turned || subgroups - lastUpdate > updateSubgroups;
    }

    private static Judgement stronger(Judgement a, Judgement b) {
        return a == null || Math.abs(b.z) > Math.abs(a.z) ? b : a;
    }

    private void levels(Judgement j) {
        baselineLevel = j.baselineLevel;
        currentLevel = j.currentLevel;
        shiftSigma = j.shiftSigma;
        baselineId = j.baselineId;
        phaseOneSize = j.baselineSize;
    }

    EpisodeEvent event(EpisodeEvent.State state, EpisodeEvent.Resolution resolution, long time) {
        lastUpdate = subgroups;
        return new EpisodeEvent(
                id,
                sequence++,
                EpisodeEvent.Kind.SHIFT,
                state,
                resolution,
                version,
                opened,
                time,
                changePoint,
                direction,
                chartName,
                ChartName.names(charts),
                quantity,
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
                description);
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
        out.text(chartName);
        out.number(charts);
        out.number(signals);
        out.number(subgroups);
        out.number(lastUpdate);
        out.number(rulesBits);
        out.number(phaseOneSize);
        out.text(baselineId);
        out.text(quantity);
        out.real(baselineLevel);
        out.real(currentLevel);
        out.real(shiftSigma);
        out.real(value);
        out.real(lcl);
        out.real(ucl);
        out.real(confidence);
        out.text(description);
    }

    static Episode read(StateReader in) {
        Episode e = new Episode();
        e.id = in.text();
        e.sequence = in.integer();
        e.version = in.text();
        e.opened = in.number();
        e.changePoint = in.number();
        e.direction = in.integer();
        e.chartName = in.text();
        e.charts = in.integer();
        e.signals = in.integer();
        e.subgroups = in.integer();
        e.lastUpdate = in.integer();
        e.rulesBits = in.integer();
        e.phaseOneSize = in.integer();
        e.baselineId = in.text();
        e.quantity = in.text();
        e.baselineLevel = in.real();
        e.currentLevel = in.real();
        e.shiftSigma = in.real();
        e.value = in.real();
        e.lcl = in.real();
        e.ucl = in.real();
        e.confidence = in.real();
        e.description = in.text();
        return e;
    }
}
