/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/**
 * An episode of a chart key was opened, updated or resolved; the names are those of {@code Episode}
 * in episode.proto.
 *
 * <p>(id, sequence) identifies the event and depends on the input alone, so a replay emits the same
 * events. A number that does not exist is NaN, a time that does not exist is 0.
 *
 * @param id 32 lower-case hex digits: hash of chart key and end of the opening subgroup
 * @param sequence 0 when opened, then counting
 * @param kind what it rests on
 * @param state what happened
 * @param resolution why it ended, {@link Resolution#NONE} unless resolved
 * @param version version that opened the episode, in every event, as long as no other version has
 *     signalled in it: an episode of 1.4.0 stays one of 1.4.0 although 1.5.0 may be the one in use
 *     when it is resolved. "" from the event on in which a second version has signalled, and for
 *     charts over all versions
 * @param openedUnixNano end of the subgroup that opened the episode
 * @param timeUnixNano end of the newest subgroup
 * @param changePointUnixNano estimated start of the change, 0 if unknown
 * @param direction -1 down, 1 up
 * @param chart chart that opened the episode
 * @param charts all charts that have signalled in it
 * @param quantity what levels and shift are those of, the same in all events of an episode: {@code
 *     level} (mean, geometric for metrics on the log scale), {@code P90} and the like (a quantile),
 *     {@code mean}, {@code ratio} or {@code count}
 * @param baselineLevel level before, field units
 * @param currentLevel level since the change point, field units
 * @param shift current minus baseline level, field units
 * @param shiftSigma the shift in standard deviations of one subgroup
 * @param value statistic of the chart that opened the episode at its newest subgroup, unit as in
 *     {@link Point}
 * @param lcl its lower limit
 * @param ucl its upper limit
 * @param rulesBits run rules completed in the episode, bits as in {@link Point}
 * @param phaseOneSize subgroups that the baseline was learned from
 * @param baselineId baseline, "" while learning
 * @param signals signalling subgroups so far
 * @param subgroups subgroups since opening, the opening one included
 * @param confidence 1 - probability of evidence this strong when nothing is wrong; NaN for a fixed
 *     limit, which is no matter of chance
 * @param description what the engine chose for the chart that opened the episode, and why; null for
 *     a fixed limit
 */
public record EpisodeEvent(
        String id,
        int sequence,
        Kind kind,
        State state,
        Resolution resolution,
        String version,
        long openedUnixNano,
        long timeUnixNano,
        long changePointUnixNano,
        int direction,
        String chart,
        List<String> charts,
        String quantity,
        double baselineLevel,
        double currentLevel,
        double shift,
        double shiftSigma,
        double value,
        double lcl,
        double ucl,
        int rulesBits,
        int phaseOneSize,
        String baselineId,
        int signals,
        int subgroups,
        double confidence,
        String description) {

    /** Keeps the event immutable. */
    public EpisodeEvent {
        charts = List.copyOf(charts);
    }

    /** What an episode rests on. */
    public enum Kind {
        /** A control chart signalled. */
        SHIFT,
        /** A limit that somebody has set was broken; {@link #baselineLevel} is that limit. */
        THRESHOLD
    }

    /** What happened. */
    public enum State {
        /** First signal. */
        OPENED,
        /** Still open; something worth telling. */
        UPDATED,
        /** Over. */
        RESOLVED
    }

    /** Why an episode ended. */
    public enum Resolution {
        /** It has not. */
        NONE,
        /** Quiet subgroups against the old baseline. */
        RECOVERED,
        /** The new level is stable and was accepted as the baseline. */
        NEW_LEVEL,
        /** Traffic ended. */
        NO_DATA
    }
}
