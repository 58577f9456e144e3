/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import io.shewhart.operators.otlp.DecodedResource;
import io.shewhart.operators.trace.SpanRecord;

/**
 * Who spans belong to: derived once per resource, which is known again by object and ordinal. Not
 * thread-safe.
 */
final class Origin {
    private final Resources resources;
    private final Interner interner;

    private DecodedResource lastResource;
    private long lastResourceOrdinal;
    private String service;
    private String serviceVersion;
    private String environment;

    Origin(Resources resources, Interner interner) {
        this.resources = resources;
        this.interner = interner;
    }

    /** Fills service, version and environment. */
    void read(Facts facts, SpanRecord out) {
        DecodedResource r = facts.resource;
        if (r != lastResource || r.ordinal() != lastResourceOrdinal) {
            service = resources.service.ofResource(r.attributes(), interner);
            serviceVersion = resources.serviceVersion.ofResource(r.attributes(), interner);
            environment = resources.environment.ofResource(r.attributes(), interner);
            lastResource = r;
            lastResourceOrdinal = r.ordinal();
        }
        Attributes span = facts.attributes;
        out.service = service != null ? service : resources.service.ofSpan(span, interner);
        out.serviceVersion =
                serviceVersion != null
                        ? serviceVersion
                        : resources.serviceVersion.ofSpan(span, interner);
        out.environment =
                environment != null ? environment : resources.environment.ofSpan(span, interner);
    }
}
