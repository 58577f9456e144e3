/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Between window aggregates, the SPC engine and the messages it results in.
 *
 * <p>Belongs here: conversion and words. Does not belong here: statistics ({@code spc}), which
 * knows no protobuf, and Flink ({@code flow}).
 */
package io.shewhart.operators.chart;
