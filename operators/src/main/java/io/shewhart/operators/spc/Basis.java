/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** What a judgement rests on, so that every choice of the engine can be told. */
interface Basis {

    /** What was measured and chosen, in words: estimators, correlation, dispersion, limits. */
    String describe(EngineContext context, ChartName chart);
}
