/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import com.google.protobuf.ByteString;
import io.shewhart.operators.trace.ModelNames;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.Vantage;
import java.util.HashMap;
import java.util.Map;

/**
 * The labels of calls and traces, made once for those that come again and again. Asks for names as
 * the bytes that a record is written from: text would be made of them, and bytes of it again, for
 * every record. What comes out never depends on what was asked before. Bounded; not thread-safe.
 */
final class LabelCache {
    private static final int LIMIT = 1 << 10;
    private static final ByteString ABSENT = ByteString.EMPTY;

    private record Names(
            ByteString service,
            ByteString environment,
            ByteString version,
            ByteString provider,
            ByteString model,
            boolean requested,
            ByteString operation,
            Vantage vantage) {}

    private final VersionPattern versions;
    private final Map<Names, LabelSet> known = new HashMap<>();

    LabelCache(VersionPattern versions) {
        this.versions = versions;
    }

    LabelSet of(Inference call) {
        boolean requested = call.hasRequestModel();
        Names names =
                new Names(
                        call.getServiceBytes(),
                        call.getEnvironmentBytes(),
                        call.getServiceVersionBytes(),
                        call.getProviderBytes(),
                        requested ? call.getRequestModelBytes() : call.getResponseModelBytes(),
                        requested,
                        call.getOperationBytes(),
                        call.getVantage());
        return labels(names);
    }

    /** Without a stage. */
    LabelSet of(TraceSummary trace) {
        Names names =
                new Names(
                        trace.getServiceBytes(),
                        trace.getEnvironmentBytes(),
                        trace.getServiceVersionBytes(),
                        ABSENT,
                        ABSENT,
                        false,
                        ABSENT,
                        Vantage.VANTAGE_UNSPECIFIED);
        return labels(names);
    }

    private LabelSet labels(Names names) {
        LabelSet labels = known.get(names);
        if (labels == null) {
            if (known.size() == LIMIT) {
                known.clear();
            }
            labels = made(names);
            known.put(names, labels);
        }
        return labels;
    }

    private LabelSet made(Names names) {
        String model = names.model.toStringUtf8();
        return new LabelSet(
                names.service.toStringUtf8(),
                names.environment.toStringUtf8(),
                names.provider.toStringUtf8(),
                // Where only the model that answered is told, as most would have asked for it.
                names.requested ? model : ModelNames.withoutDate(model),
                names.operation.toStringUtf8(),
                LabelSet.vantage(names.vantage),
                versions.fold(names.version.toStringUtf8()));
    }
}
