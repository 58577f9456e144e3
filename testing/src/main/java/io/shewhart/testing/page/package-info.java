/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The page of the local stack: control charts and episodes for people, at one address.
 *
 * <p>Belongs here: a small HTTP server, questions to the store in SQL, their answers as JSON, and
 * the page itself (HTML, CSS and JavaScript in resources of the same name, without a build step;
 * the chart library comes from a package on the class path). Does not belong here: any statistics,
 * and any source but the measurements that the job's sink wrote, as schemas/README.md describes
 * them.
 *
 * <p>From the outside in: {@code PageServer} binds and answers, {@code Gate} decides who may ask,
 * {@code Assets} are files, {@code Answers} are the questions by path. {@code Overview} holds the
 * newest of every series and folds it into states, {@code ChartHistory} and {@code SlowTraces} read
 * one series. All of them ask {@code StoreClient}; text reaches SQL through {@code SqlText} alone.
 */
package io.shewhart.testing.page;
