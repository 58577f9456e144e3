/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of the engine; immutable. {@link #defaults(long)} holds the product's defaults, the
 * {@code with} methods derive others.
 *
 * @param windowNanos length of a base window
 * @param budget expected false episodes per day over the whole installation when nothing is wrong
 * @param budgetCharts chart keys that share the budget; what a key gets is split over its charts
 * @param phaseOneSubgroups subgroups that a baseline is learned from
 * @param phaseOneMinimum fewer subgroups than this never make a baseline
 * @param phaseOneMaxAgeNanos learning this old ends as soon as it has the minimum
 * @param minimumCount observations a subgroup of a location chart needs
 * @param minimumExpected expected events a subgroup of a ratio or count chart waits for
 * @param maxSubgroupAgeNanos age at which a subgroup is closed whatever it holds
 * @param firstAlarm subgroup of phase I before which nothing alarms
 * @param quietSubgroups subgroups without signal after which an episode has recovered
 * @param newLevelSubgroups subgroups since the change that must be stable to be accepted as a new
 *     level
 * @param updateSubgroups least distance of two updates of an episode
 * @param takeoverNanos silence of the incumbent version after which a learned newcomer replaces it
 * @param otherVersions versions held besides the incumbent
 * @param lambda EWMA weight
 * @param additional charts beside the default suite, where they suit a kind of metric
 * @param alarmRules run rules that alarm, in their own order; without any they only explain a
 *     point, because the EWMA chart sees the same shifts with a fraction of their false alarms
 */
public record EngineConfig(
        long windowNanos,
        double budget,
        int budgetCharts,
        int phaseOneSubgroups,
        int phaseOneMinimum,
        long phaseOneMaxAgeNanos,
        int minimumCount,
        double minimumExpected,
        long maxSubgroupAgeNanos,
        int firstAlarm,
        int quietSubgroups,
        int newLevelSubgroups,
        int updateSubgroups,
        long takeoverNanos,
        int otherVersions,
        double lambda,
        Set<AdditionalChart> additional,
        Set<ZoneRule> alarmRules) {

    private static final long MINUTE = 60_000_000_000L;

    /** Checks every setting. */
    public EngineConfig {
        require(windowNanos > 0, "windowNanos", windowNanos, "> 0");
        require(budget > 0 && budget < Double.POSITIVE_INFINITY, "budget", budget, "> 0");
        require(budgetCharts > 0, "budgetCharts", budgetCharts, "> 0");
        require(phaseOneMinimum >= 10, "phaseOneMinimum", phaseOneMinimum, ">= 10");
        require(
                phaseOneSubgroups >= phaseOneMinimum && phaseOneSubgroups <= 1000,
                "phaseOneSubgroups",
                phaseOneSubgroups,
                "phaseOneMinimum to 1000");
        require(phaseOneMaxAgeNanos > 0, "phaseOneMaxAgeNanos", phaseOneMaxAgeNanos, "> 0");
        require(minimumCount >= 1, "minimumCount", minimumCount, ">= 1");
        require(minimumExpected > 0, "minimumExpected", minimumExpected, "> 0");
        require(maxSubgroupAgeNanos > 0, "maxSubgroupAgeNanos", maxSubgroupAgeNanos, "> 0");
        require(firstAlarm >= 4, "firstAlarm", firstAlarm, ">= 4");
        require(quietSubgroups >= 1, "quietSubgroups", quietSubgroups, ">= 1");
        require(
                newLevelSubgroups >= 25 && newLevelSubgroups <= 1000,
                "newLevelSubgroups",
                newLevelSubgroups,
                "25 to 1000");
        require(updateSubgroups >= 1, "updateSubgroups", updateSubgroups, ">= 1");
        require(takeoverNanos > 0, "takeoverNanos", takeoverNanos, "> 0");
        require(
                otherVersions >= 0 && otherVersions <= 100,
                "otherVersions",
                otherVersions,
                "0 to 100");
        additional = Set.copyOf(additional);
        alarmRules = Collections.unmodifiableSortedSet(new TreeSet<>(alarmRules));
        require(lambda >= 0.02 && lambda <= 1, "lambda", lambda, "0.02 to 1");
    }

    /** The product's defaults for windows of a length. */
    public static EngineConfig defaults(long windowNanos) {
        return new EngineConfig(
                windowNanos,
                1.0,
                1024,
                100,
                25,
                24 * 60 * MINUTE,
                5,
                5.0,
                15 * MINUTE,
                12,
                5,
                60,
                10,
                30 * MINUTE,
                4,
                0.1,
                Set.of(),
                Set.of());
    }

    /** The same with another budget. */
    public EngineConfig withBudget(double falseEpisodesPerDay, int charts) {
        return with(
                falseEpisodesPerDay,
                charts,
                phaseOneSubgroups,
                phaseOneMinimum,
                additional,
                alarmRules);
    }

    /** The same with another length of phase I. */
    public EngineConfig withPhaseOne(int subgroups, int minimum) {
        return with(budget, budgetCharts, subgroups, minimum, additional, alarmRules);
    }

    /** The same with charts beside the default suite. */
    public EngineConfig withAdditional(Set<AdditionalChart> charts) {
        return with(budget, budgetCharts, phaseOneSubgroups, phaseOneMinimum, charts, alarmRules);
    }

    /** The same with run rules that alarm and share what a key gets of the budget. */
    public EngineConfig withAlarmRules(Set<ZoneRule> rules) {
        return with(budget, budgetCharts, phaseOneSubgroups, phaseOneMinimum, additional, rules);
    }

    private EngineConfig with(
            double falseEpisodesPerDay,
            int charts,
            int subgroups,
            int minimum,
            Set<AdditionalChart> beside,
            Set<ZoneRule> rules) {
        return new EngineConfig(
                windowNanos,
                falseEpisodesPerDay,
                charts,
                subgroups,
                minimum,
                phaseOneMaxAgeNanos,
                minimumCount,
                minimumExpected,
                maxSubgroupAgeNanos,
                firstAlarm,
                quietSubgroups,
                newLevelSubgroups,
                updateSubgroups,
                takeoverNanos,
                otherVersions,
                lambda,
                beside,
                rules);
    }

    /** Subgroups a day if every window is one. */
    double subgroupsPerDay() {
        return 24.0 * 60 * MINUTE / windowNanos;
    }

    private static void require(boolean ok, String key, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(key + " is " + value + ", allowed: " + allowed);
        }
    }
}
