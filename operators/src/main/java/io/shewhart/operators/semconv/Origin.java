/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.DecodedResource;
import io.shewhart.operators.otlp.DecodedScope;
import io.shewhart.operators.trace.SpanRecord;

/**
 * What is the same for many spans in a row: the strings of their resource, the name of their scope.
 * Derived once per resource and scope, known again by object and ordinal. Not thread-safe.
 */
final class Origin {
    private final Resources resources;
    private final Detection detection;
    private final Interner interner;

    private DecodedResource lastResource;
    private long lastResourceOrdinal;
    private String service;
    private String serviceVersion;
    private String environment;

    private DecodedScope lastScope;
    private long lastScopeOrdinal;
    private String scope;
    private boolean scopeKnown;

    Origin(Resources resources, Detection detection, Interner interner) {
        this.resources = resources;
        this.detection = detection;
        this.interner = interner;
    }

    /** Fills service, version and environment, and turns to the span's scope. */
    void read(Facts facts, SpanRecord out) {
        DecodedResource r = facts.resource;
        if (r != lastResource || r.ordinal() != lastResourceOrdinal) {
            service = resources.ofResource(Resources.SERVICE, r.attributes(), interner);
            serviceVersion =
                    resources.ofResource(Resources.SERVICE_VERSION, r.attributes(), interner);
            environment = resources.ofResource(Resources.ENVIRONMENT, r.attributes(), interner);
            lastResource = r;
            lastResourceOrdinal = r.ordinal();
        }
        DecodedScope s = facts.scope;
        if (s != lastScope || s.ordinal() != lastScopeOrdinal) {
            scope =
                    s.nameLength() == 0
                            ? null
                            : interner.intern(s.text(), s.nameOffset(), s.nameLength());
            scopeKnown = detection.knowsScope(facts);
            lastScope = s;
            lastScopeOrdinal = s.ordinal();
        }
        out.service =
                service != null
                        ? service
                        : resources.ofSpan(Resources.SERVICE, facts.attributes, interner);
        out.serviceVersion =
                serviceVersion != null
                        ? serviceVersion
                        : resources.ofSpan(Resources.SERVICE_VERSION, facts.attributes, interner);
        out.environment =
                environment != null
                        ? environment
                        : resources.ofSpan(Resources.ENVIRONMENT, facts.attributes, interner);
    }

    /** Name of the scope of the span read last, null without one. */
    String scope() {
        return scope;
    }

    /** Whether some detection rule asks for that scope. */
    boolean scopeKnown() {
        return scopeKnown;
    }
}
