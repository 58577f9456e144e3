/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.ServiceTime;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written by hand, against what protobuf makes of the same messages. */
final class PathWriterTest {
    private final PathWriter writer = new PathWriter();

    @Property
    void bytesAreThoseOfTheMessages(@ForAll("summaries") TraceSummary whole) {
        TraceSummary times =
                TraceSummary.newBuilder()
                        .addAllServices(whole.getServicesList())
                        .addAllCriticalPath(whole.getCriticalPathList())
                        .build();
        assertThat(written(whole)).isEqualTo(times.toByteArray());
        assertThat(writer.take()).isEmpty();
    }

    @Property
    void aRecordIsTheWholeSummary(@ForAll("summaries") TraceSummary whole) {
        TraceSummary head = whole.toBuilder().clearServices().clearCriticalPath().build();
        TraceRecord trace = new TraceRecord(head, written(whole));
        assertThat(trace.head()).isEqualTo(head);
        assertThat(trace.summary()).isEqualTo(whole);
        assertThat(trace.toByteArray()).isEqualTo(whole.toByteArray());
        assertThat(TraceRecord.of(whole).toByteArray()).isEqualTo(whole.toByteArray());
    }

    private byte[] written(TraceSummary whole) {
        for (ServiceTime service : whole.getServicesList()) {
            writer.service(service.getServiceBytes(), service.getCriticalPathNanos());
        }
        for (CriticalPathSegment stretch : whole.getCriticalPathList()) {
            writer.stretch(
                    Long.parseUnsignedLong(stretch.getSpanId(), 16),
                    stretch.getStartOffsetNanos(),
                    stretch.getDurationNanos(),
                    stretch.getStage(),
                    stretch.getServiceBytes());
        }
        return writer.take();
    }

    @Provide
    Arbitrary<TraceSummary> summaries() {
        Arbitrary<Stage> stages =
                Arbitraries.of(Stage.class).filter(stage -> stage != Stage.UNRECOGNIZED);
        Arbitrary<ServiceTime> services =
                Combinators.combine(names(), Arbitraries.longs())
                        .as(
                                (name, nanos) ->
                                        ServiceTime.newBuilder()
                                                .setServiceBytes(name)
                                                .setCriticalPathNanos(nanos)
                                                .build());
        Arbitrary<CriticalPathSegment> stretches =
                Combinators.combine(
                                Arbitraries.longs(),
                                Arbitraries.longs(),
                                Arbitraries.longs(),
                                stages,
                                names())
                        .as(
                                (id, offset, nanos, stage, service) ->
                                        CriticalPathSegment.newBuilder()
                                                .setSpanIdBytes(Hex.spanId(id))
                                                .setStartOffsetNanos(offset)
                                                .setDurationNanos(nanos)
                                                .setStage(stage)
                                                .setServiceBytes(service)
                                                .build());
        return Combinators.combine(
                        services.list().ofMaxSize(4),
                        stretches.list().ofMaxSize(70),
                        Arbitraries.longs())
                .as(PathWriterTest::summary);
    }

    private static TraceSummary summary(
            List<ServiceTime> services, List<CriticalPathSegment> stretches, long event) {
        return TraceSummary.newBuilder()
                .setTraceIdBytes(Hex.traceId(event, ~event))
                .setLate(event % 3 == 0)
                .setApproximate(event % 2 == 0)
                .setEventTimeUnixNano(event)
                .addAllServices(services)
                .addAllCriticalPath(stretches)
                .build();
    }

    /** Empty ones, and ones whose length takes two bytes. */
    private static Arbitrary<ByteString> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('\u00e4', '\u65e5')
                .ofMaxLength(200)
                .map(ByteString::copyFromUtf8);
    }
}
