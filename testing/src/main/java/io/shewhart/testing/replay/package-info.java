/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Replays as a program of the launcher; in the test tree, what is held against replays.
 *
 * <p>Belongs here: tests of the whole path over recorded or simulated input. Does not belong here:
 * the replay itself, which is part of the jobs.
 */
package io.shewhart.testing.replay;
