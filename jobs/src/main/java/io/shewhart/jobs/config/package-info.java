/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The configuration file: its keys, types and rules, read and checked before a job graph is built.
 *
 * <p>Belongs here: what a user may write and how mistakes are told. Does not belong here: what the
 * values are used for.
 */
package io.shewhart.jobs.config;
