/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Receives what a fold produces, in a deterministic order: points of a subgroup first, then its
 * episode event.
 */
public interface EngineOutput {

    /** Takes one chart point. */
    void point(Point point);

    /** Takes one episode event. */
    void episode(EpisodeEvent event);
}
