/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * One running process: what its OTLP resource says. Each process batches and exports for itself.
 */
enum ServiceProcess {
    GATEWAY("chat-gateway", "2.0.3"),
    ORCHESTRATOR("orchestrator", "1.4.0"),
    ORCHESTRATOR_CANARY("orchestrator", "1.5.0"),
    ORCHESTRATOR_BAD("orchestrator", "1.6.0"),
    RETRIEVAL("retrieval", "3.1.0"),
    TOOLS("tools", "1.2.0"),
    GUARDRAIL("guardrail", "0.9.2"),
    MODEL_SERVER("model-server", "0.11.0");

    static final String ENVIRONMENT = "production";

    final String service;
    final String version;

    /** The Resource's fields. */
    final ByteString encodedResource;

    ServiceProcess(String service, String version) {
        this.service = service;
        this.version = version;
        List<String> attributes =
                List.of(
                        "telemetry.sdk.language",
                        "python",
                        "telemetry.sdk.name",
                        "opentelemetry",
                        "telemetry.sdk.version",
                        "1.45.1",
                        "service.instance.id",
                        service + "-" + version + "-0",
                        "service.name",
                        service,
                        "service.version",
                        version,
                        "service.namespace",
                        "shop",
                        "deployment.environment.name",
                        ENVIRONMENT);
        BackwardsWriter out = new BackwardsWriter();
        for (int i = attributes.size() - 2; i >= 0; i -= 2) {
            SpanWriter.attribute(out, 1, attributes.get(i), attributes.get(i + 1));
        }
        encodedResource = ByteString.copyFrom(out.toByteArray());
    }
}
