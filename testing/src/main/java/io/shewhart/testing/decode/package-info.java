/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code testing/run decode-benchmark}: what decoding costs, with the generated protobuf classes
 * beside it in the same run. What is measured and what it is measured on belongs here; nothing else
 * does.
 */
package io.shewhart.testing.decode;
