/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.Arrays;

/** Labels with their canonical bytes, in the order of those bytes, unsigned. */
final class CanonicalLabels implements Comparable<CanonicalLabels> {
    private final LabelSet labels;
    private final byte[] bytes;

    CanonicalLabels(LabelSet labels) {
        this.labels = labels;
        this.bytes = labels.canonicalBytes();
    }

    LabelSet labels() {
        return labels;
    }

    @Override
    public int compareTo(CanonicalLabels other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalLabels that && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }
}
