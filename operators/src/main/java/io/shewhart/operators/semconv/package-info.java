/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Semantic conventions: what a span says, in one meaning whoever emitted it.
 *
 * <p>The knowledge is data. Every row of the tables beside this package ({@code
 * src/main/resources/io/shewhart/operators/semconv/*.tsv}) can be held against the conventions or
 * an emitter's source by a reader who reads no Java; the classes here only read the tables and ask
 * them. A typo is found when the tables are read: {@link
 * io.shewhart.operators.semconv.TableException} names file and line. No row is dead: a test makes a
 * span for each.
 *
 * <table>
 * <caption>The tables, in the order in which a span meets them</caption>
 * <tr><td>resources</td><td>service, version, environment</td></tr>
 * <tr><td>errors</td><td>whether a span failed, and the type of the failure</td></tr>
 * <tr><td>chunks</td><td>spans per body message, folded into their parent</td></tr>
 * <tr><td>dialects, detection</td><td>who speaks; the first row that holds</td></tr>
 * <tr><td>operations</td><td>what the span is; only this table makes candidates</td></tr>
 * <tr><td>stages</td><td>stage of every span that operations gives none</td></tr>
 * <tr><td>attributes, missing, providers</td><td>fields of a call, and how they are
 * written</td></tr>
 * <tr><td>ttft, responses-api</td><td>the time to first token, and when it is none</td></tr>
 * <tr><td>corrections</td><td>what is known to be wrong or unsaid with an emitter</td></tr>
 * <tr><td>layers</td><td>whom to believe when several report one call</td></tr>
 * </table>
 *
 * <h2>How to add a dialect</h2>
 *
 * <ol>
 *   <li>Record it, and learn from the recording which spans are the calls. Never tell a call by a
 *       model attribute, a span kind or a status: agents and wrappers have all three.
 *   <li>{@code dialects.tsv}: a row with its vantage.
 *   <li>{@code detection.tsv}: a row above every row that would claim its spans. The scope is the
 *       best test; next comes a key that nobody else writes.
 *   <li>{@code operations.tsv}: only if it does not write {@code gen_ai.operation.name} with the
 *       conventions' values, or writes them on spans that are no calls. Rows of a dialect stand
 *       above the rows for all. While it is not understood: one row {@code always ... none}, so
 *       that its spans are not misread. Unknown is an answer, wrong is not.
 *   <li>{@code attributes.tsv}, {@code ttft.tsv}: where it has names of its own. Check the unit of
 *       every time against the recording's truth, on the Responses API too.
 *   <li>{@code corrections.tsv}: what the recording's truth contradicts. Write the condition so
 *       narrow that a corrected release of the emitter does not meet it.
 *   <li>{@code layers.tsv}: if it stands above or beside another instrumentation.
 *   <li>A fixture among the tests, the recording in {@code CapturesTest}.
 * </ol>
 *
 * <p>Keys that a row names are decoded, all others are skipped on the wire: {@link
 * io.shewhart.operators.semconv.SemanticConventions#names()} follows the tables.
 */
package io.shewhart.operators.semconv;
