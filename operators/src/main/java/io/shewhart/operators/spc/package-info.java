/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */

/**
 * Statistical process control: control charts, baselines, limits and episodes as a pure fold over
 * windows.
 *
 * <p>Here belong the statistics and nothing else: window summaries come in, chart points and
 * episode events go out, and everything that is remembered is in {@link
 * io.shewhart.operators.spc.KeyState}. Flink, Kafka, protobuf, clocks, threads and labels do not
 * belong here.
 *
 * <p>How it is built, from the outside in:
 *
 * <ul>
 *   <li>{@code ChartEngine} holds one {@code EngineContext} per {@code MetricKind} (settings,
 *       limits for the budget, fingerprint, number of alarming charts) and runs a {@code KeyFold}
 *       per window.
 *   <li>{@code KeyFold} finds the version ({@code KeyVersions}), lets its charts fold, and gives
 *       what they say ({@code Judgement}) to {@code KeyEpisode}, which alone decides what is a
 *       signal and opens, updates and resolves.
 *   <li>{@code VersionCharts} is all that watches one version of a metric of one kind. {@code
 *       VersionCharts.of(kind)} is the only place that maps kinds to charts: another kind is
 *       another implementation and a line there, additional charts wrap what it returns.
 *   <li>Every learned chart is four parts: a subgroup that windows are merged into, a cold start,
 *       {@code Learning} (phase I and new levels) and {@code Watch} (EWMA, change point, runs).
 *   <li>A baseline is learned in phase I, becomes better while it watches ({@code
 *       LocationRefinement}, {@code AttributeRefinement}), is replaced by one about a rhythm or a
 *       new level, or is stated instead ({@code Standard}).
 *   <li>Where limits are solved for it, a second subgroup confirms the first ({@code
 *       VersionState}): one of the next five of a chart without memory, the next one of an EWMA.
 *   <li>{@code LimitSolver} turns the budget into limits: {@code Shares} splits it between the
 *       charts of a key by what they signal together ({@code CombinedRate}), {@code Estimation} and
 *       {@code Correlation} average over what phase I may have missed.
 *   <li>A gauge has no baseline: {@code GaugeChart} judges it by forecasts that follow it ({@code
 *       GaugeTrack}), because nothing is known of it beforehand.
 *   <li>{@code LocationScale} is the scale of a location chart. {@code LocationSubgroup.at} makes
 *       the {@code LocationPoint}, the one place where an observed mean becomes the level that is
 *       judged and learned; {@code LocationPoint.field} is the way back to field units. An expected
 *       offset or an adjustment belongs into those two methods and nowhere else.
 *   <li>{@code SeasonalProfile} learns the rhythm of a level over day and week ({@code
 *       ProfileHistory} remembers, with {@code ProfileDay}, {@code SlotTable}, {@code Moments} and
 *       {@code DayLevels}; {@code ProfileShapes} and {@code CyclicShape} smooth; {@code ProfileUse}
 *       says what of it is in use). {@code LocationRhythm} and {@code RatioRhythm} own one and,
 *       before it is known, a {@code LevelTracker}; a newcomer takes over the rhythm of the version
 *       it is judged by.
 *   <li>{@code TokenRegression} finds what token counts explain of a latency: {@code TokenProducts}
 *       remembers, {@code TokenFit} fits, {@code TokenSlopes} corrects by what was found.
 *   <li>{@code AttributeReference} is what a ratio is judged by, on the scale of its {@code Link},
 *       {@code CountForecast} what a count is judged by.
 *   <li>What the chart of requests finds and what not: traffic that vanishes or multiplies within a
 *       few windows is found; a lasting change of less than half of the level mostly is not,
 *       because the forecast has followed it before it can be told from a rhythm of the day.
 *   <li>While a ratio or a tail is learned, {@code AttributeColdStart} says what it is judged by;
 *       how much it may vary beyond what few subgroups show is in {@code LikelySpread}.
 *   <li>Windows of few calls wait in a subgroup; {@code BurstWatch} finds a burst among them before
 *       it is complete, and when it is over.
 *   <li>The tail is watched at the quantile of all calls of the first windows together ({@code
 *       TailThreshold}, {@code TailPool}); windows too small for P95 are merged to subgroups. What
 *       few windows show at once is found by single subgroups, what many show a little by their
 *       EWMA.
 *   <li>{@code Basis} is what a judgement rests on and can describe itself; {@code Choices} makes
 *       the line that goes onto the first point against a baseline and onto every episode.
 *   <li>{@code FixedLimits} stands beside the engine: limits that somebody has set, with a state of
 *       their own and no share of the budget.
 * </ul>
 */
package io.shewhart.operators.spc;
