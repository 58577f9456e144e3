/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.influx.PointLines;
import java.io.Serializable;

/** Which kind of record a sink writes: a method of {@link PointLines}. */
@FunctionalInterface
public interface PointEncoder<T> extends Serializable {
    /** The record as a line. */
    byte[] encode(PointLines lines, T element);
}
