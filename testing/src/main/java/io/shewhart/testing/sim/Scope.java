/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.google.protobuf.ByteString;

/** Instrumentation scopes, named as the SDKs in the field name theirs. */
enum Scope {
    HTTP_SERVER("opentelemetry.instrumentation.fastapi", "0.66b1"),
    HTTP_CLIENT("opentelemetry.instrumentation.httpx", "0.66b1"),
    GENAI_OPENAI("opentelemetry.instrumentation.genai.openai", "1.3b0"),
    GENAI_ANTHROPIC("opentelemetry.instrumentation.genai.anthropic", "1.3b0"),
    AGENT("shop.agent", "1.0.0"),
    VECTOR_STORE("shop.vectorstore", "1.0.0"),
    VLLM("vllm.llm_engine", "");

    private static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.41.0";

    /** The InstrumentationScope's fields. */
    final ByteString encoded;

    Scope(String name, String version) {
        BackwardsWriter out = new BackwardsWriter();
        out.string(1, name);
        if (!version.isEmpty()) {
            out.string(2, version);
        }
        encoded = ByteString.copyFrom(out.toByteArray());
    }

    /** vLLM sets none. */
    String schemaUrl() {
        return this == VLLM ? "" : SCHEMA_URL;
    }
}
