/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/** How the value of a record is encoded; no header of the record tells it. */
public enum OtlpEncoding {
    /** Decided by the first byte of each value, see {@link OtlpTraceDecoder}. */
    AUTO,
    /** The protobuf bytes of one {@code ExportTraceServiceRequest} ({@code otlp_proto}). */
    OTLP_PROTO,
    /** The JSON text of one {@code ExportTraceServiceRequest} ({@code otlp_json}). */
    OTLP_JSON
}
