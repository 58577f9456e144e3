/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Topologies and what they are built with.
 *
 * <p>Belongs here: wiring, validated options, entry points. Does not belong here: decisions about
 * spans, windows or charts, which are plain classes of the operators module.
 */
package io.shewhart.jobs;
