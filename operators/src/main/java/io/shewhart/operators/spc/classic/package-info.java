/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The classical control charts and their estimators behind one interface, {@link
 * io.shewhart.operators.spc.classic.Chart}.
 *
 * <p>Here belong the charts of the textbooks with known or estimated parameters, what estimates
 * those parameters from phase I data, and limits that follow from them. Average run lengths and
 * probability laws are in the package above. What is particular to the engine (versions, episodes,
 * budgets, learning while watching) does not belong here.
 */
package io.shewhart.operators.spc.classic;
