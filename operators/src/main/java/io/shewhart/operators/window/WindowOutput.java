/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.WindowAggregate;

/** Where windows put their results. */
public interface WindowOutput extends WindowCounts {

    /** Takes one aggregate of a closed window. */
    void aggregate(WindowAggregate aggregate);
}
