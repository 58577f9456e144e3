/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.EnumSet;
import java.util.Set;

/** What a test can depend on that is the same for many spans, so that it is asked once. */
enum Known {
    NOTHING,
    SCOPE,
    KIND,
    DIALECT;

    /** Known of a span before its attributes are looked at. */
    static Set<Known> ofScope() {
        return EnumSet.of(NOTHING, SCOPE, KIND);
    }

    /** Known once the dialect was told. */
    static Set<Known> ofDialect() {
        return EnumSet.allOf(Known.class);
    }
}
