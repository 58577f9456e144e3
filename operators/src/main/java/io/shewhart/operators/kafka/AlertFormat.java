/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

/** How the value of an alert is written. */
public enum AlertFormat {
    /** The bytes of an {@code Episode}. */
    PROTOBUF,
    /** The JSON mapping of an {@code Episode}; fields without presence are always printed. */
    JSON
}
