/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeKind;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.Phase;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.Resolution;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every record is the point that schemas/README.md describes. */
final class PointLinesTest {
    private static final long TIME = 1_795_392_000_000_000_000L;
    private static final SeriesLabels LABELS =
            SeriesLabels.newBuilder()
                    .setService("checkout")
                    .setEnvironment("prod")
                    .setProvider("openai")
                    .setModel("gpt-4o")
                    .setOperation("chat")
                    .setVantage("app")
                    .setVersion("1.4.0")
                    .build();

    private final PointLines lines = new PointLines();

    @Test
    void aWindowHasAllItsFields() {
        WindowAggregate window =
                WindowAggregate.newBuilder()
                        .setMetric("ttft")
                        .setUnit("s")
                        .setLabels(LABELS)
                        .setEndTimeUnixNano(TIME)
                        .setComplete(true)
                        .setCount(3)
                        .setRequests(4)
                        .setEvents(1)
                        .setValue(0.2)
                        .setSum(0.6)
                        .setMean(0.2)
                        .setVariance(0.01)
                        .setMin(0.1)
                        .setMax(0.3)
                        .setP50(0.2)
                        .setP90(0.3)
                        .setP95(0.31)
                        .setP99(0.32)
                        .setLogMean(-1.6)
                        .setLogVariance(0.04)
                        .addSlowest(Exemplar.newBuilder().setTraceId("0a"))
                        .addSlowest(Exemplar.newBuilder().setTraceId("0b"))
                        .addTypical(Exemplar.newBuilder().setTraceId("0c"))
                        .build();
        assertThat(new String(lines.window(window), StandardCharsets.UTF_8))
                .isEqualTo(
                        "llm_window,environment=prod,metric=ttft,model=gpt-4o,operation=chat,"
                                + "provider=openai,service=checkout,vantage=app,version=1.4.0 "
                                + "count=3i,requests=4i,events=1i,value=0.2,sum=0.6,mean=0.2,"
                                + "variance=0.01,min=0.1,max=0.3,p50=0.2,p90=0.3,p95=0.31,"
                                + "p99=0.32,log_mean=-1.6,log_variance=0.04,complete=true,"
                                + "exemplars=\"0a 0b 0c\" 1795392000000000000");
        check(Measurement.LLM_WINDOW, lines.window(window), List.of());
    }

    @Test
    void whatAWindowDoesNotKnowIsAbsent() {
        WindowAggregate zero =
                WindowAggregate.newBuilder()
                        .setMetric("requests")
                        .setValue(0)
                        .setEndTimeUnixNano(TIME)
                        .build();
        ParsedLine point =
                check(
                        Measurement.LLM_WINDOW,
                        lines.window(zero),
                        List.of(
                                "sum",
                                "mean",
                                "variance",
                                "min",
                                "max",
                                "p50",
                                "p90",
                                "p95",
                                "p99",
                                "log_mean",
                                "log_variance"));
        assertThat(point.tags().values()).containsOnly("unknown", "requests");
        assertThat(point.fields())
                .containsEntry("value", 0.0)
                .containsEntry("events", 0L)
                .containsEntry("complete", false)
                .containsEntry("exemplars", "");
    }

    @Test
    void numbersThatAreNoneAreCounted() {
        WindowAggregate window =
                WindowAggregate.newBuilder()
                        .setValue(Double.NaN)
                        .setMax(Double.POSITIVE_INFINITY)
                        .setMin(1)
                        .build();
        ParsedLine point = ParsedLine.of(lines.window(window));
        assertThat(point.fields()).containsEntry("min", 1.0).doesNotContainKeys("value", "max");
        assertThat(lines.nonFinite()).isEqualTo(2);
    }

    @Test
    void aChartPointHasAllItsFields() {
        ChartPoint full =
                ChartPoint.newBuilder()
                        .setMetric("ttft")
                        .setLabels(LABELS)
                        .setChart("ewma")
                        .setEndTimeUnixNano(TIME)
                        .setPhase(Phase.PHASE_SIGNALLING)
                        .setLearned(100)
                        .setLearningTarget(100)
                        .setN(42)
                        .setValue(0.25)
                        .setCenter(0.2)
                        .setLcl(0.1)
                        .setUcl(0.24)
                        .setSigma(0.05)
                        .setZ(3.5)
                        .setSignal(true)
                        .setDirection(1)
                        .setRulesBits(0b1001)
                        .setBaselineId("b1")
                        .setBaselineVersion("1.3.0")
                        .setRemark("unconfirmed")
                        .build();
        ParsedLine point = check(Measurement.LLM_CHART, lines.chartPoint(full), List.of());
        assertThat(point.tags())
                .containsEntry("chart", "ewma")
                .containsEntry("metric", "ttft")
                .containsEntry("version", "1.4.0");
        assertThat(point.fields())
                .containsAllEntriesOf(
                        Map.of(
                                "cl",
                                0.2,
                                "phase",
                                "signalling",
                                "phase_code",
                                4L,
                                "signal",
                                1L,
                                "direction",
                                1L,
                                "rules_bits",
                                9L,
                                "baseline_version",
                                "1.3.0",
                                "remark",
                                "unconfirmed"));
        ParsedLine empty =
                check(
                        Measurement.LLM_CHART,
                        lines.chartPoint(ChartPoint.newBuilder().setEndTimeUnixNano(TIME).build()),
                        List.of("value", "cl", "lcl", "ucl", "sigma", "z"));
        assertThat(empty.fields()).containsEntry("signal", 0L).containsEntry("remark", "");
    }

    @Test
    void anEpisodeHasAllItsFields() {
        Episode full =
                Episode.newBuilder()
                        .setId("e1")
                        .setSequence(2)
                        .setState(EpisodeState.EPISODE_STATE_RESOLVED)
                        .setKind(EpisodeKind.EPISODE_KIND_SHIFT)
                        .setResolution(Resolution.RESOLUTION_NEW_LEVEL)
                        .setMetric("ttft")
                        .setLabels(LABELS)
                        .setOpenedUnixNano(TIME - 60)
                        .setTimeUnixNano(TIME)
                        .setChangePointUnixNano(TIME - 120)
                        .setDirection(-1)
                        .addCharts("ewma")
                        .addCharts("i_prime")
                        .setBaselineLevel(0.2)
                        .setCurrentLevel(0.1)
                        .setShift(-0.1)
                        .setShiftSigma(-2)
                        .setConfidence(0.999)
                        .setSignals(4)
                        .setSubgroups(9)
                        .setPhaseOneSize(100)
                        .setGroupKey("g")
                        .setSummary("ttft fell, \"again\".")
                        .build();
        ParsedLine point = check(Measurement.LLM_EPISODE, lines.episode(full), List.of());
        assertThat(point.fields())
                .containsEntry("state", "resolved")
                .containsEntry("state_code", 3L)
                .containsEntry("kind_code", 1L)
                .containsEntry("resolution", "new_level")
                .containsEntry("resolution_code", 2L)
                .containsEntry("opened_ns", TIME - 60)
                .containsEntry("change_point_ns", TIME - 120)
                .containsEntry("direction", -1L)
                .containsEntry("charts", "ewma i_prime")
                .containsEntry("summary", "ttft fell, \"again\".");
        assertThat(point.tags()).containsEntry("kind", "shift").containsEntry("chart", "suite");
        Episode limit =
                full.toBuilder()
                        .setKind(EpisodeKind.EPISODE_KIND_THRESHOLD)
                        .setChart("fixed_p95")
                        .build();
        assertThat(check(Measurement.LLM_EPISODE, lines.episode(limit), List.of()).tags())
                .containsEntry("kind", "threshold")
                .containsEntry("chart", "fixed_p95");
        ParsedLine open =
                check(
                        Measurement.LLM_EPISODE,
                        lines.episode(Episode.newBuilder().setTimeUnixNano(TIME).build()),
                        List.of(
                                "change_point_ns",
                                "baseline_level",
                                "current_level",
                                "shift",
                                "shift_sigma",
                                "confidence"));
        assertThat(open.fields()).containsEntry("resolution", "").containsEntry("id", "");
    }

    @Test
    void aTraceHasAllItsFields() {
        TraceSummary trace =
                TraceSummary.newBuilder()
                        .setTraceId("0a")
                        .setSegment(1)
                        .setRevision(2)
                        .setRootSpanId("01")
                        .setService("checkout")
                        .setServiceVersion("1.4.0")
                        .setEnvironment("prod")
                        .setDurationNanos(1_500_000_000)
                        .setTimeToFirstByteNanos(250_000_000)
                        .setSpanCount(3)
                        .setErrorCount(1)
                        .setError(true)
                        .setInferenceCount(2)
                        .setInferenceErrorCount(1)
                        .setInputTokens(10)
                        .setOutputTokens(20)
                        .addCriticalPath(
                                CriticalPathSegment.newBuilder()
                                        .setDurationNanos(500_000_999)
                                        .setStage(Stage.STAGE_MODEL)
                                        .setService("a b,c"))
                        .addCriticalPath(
                                CriticalPathSegment.newBuilder()
                                        .setStartOffsetNanos(500_000_999)
                                        .setDurationNanos(999_999_001))
                        .setEventTimeUnixNano(TIME + 7_654_321)
                        .build();
        // "0a".hashCode() is 48 * 31 + 97 = 1,585, and the segment is 1.
        assertThat(new String(lines.trace(trace), StandardCharsets.UTF_8))
                .isEqualTo(
                        "llm_trace,environment=prod,service=checkout,version=1.4.0"
                                + " trace_id=\"0a\",segment=1i,revision=2i,duration=1.5,"
                                + "first_byte=0.25,spans=3i,errors=1i,failed=true,inferences=2i,"
                                + "failed_inferences=1i,input_tokens=10i,output_tokens=20i,"
                                + "complete=true,critical_path=\"0,500000,model,a%20b%2Cc"
                                + " 500000,999999,other,\" 1795392000007001586");
        check(
                Measurement.LLM_TRACE,
                lines.trace(
                        trace.toBuilder()
                                .setTraceId("")
                                .setSegment(0)
                                .setEventTimeUnixNano(TIME)
                                .build()),
                List.of());
    }

    @Test
    void whatATraceDoesNotKnowIsAbsent() {
        TraceSummary rootless = TraceSummary.newBuilder().setEventTimeUnixNano(TIME).build();
        ParsedLine point =
                check(
                        Measurement.LLM_TRACE,
                        lines.trace(rootless),
                        List.of("duration", "first_byte", "input_tokens", "output_tokens"));
        assertThat(point.tags().values()).containsOnly("unknown");
        assertThat(point.fields()).containsEntry("complete", false);
    }

    @Test
    void aCountHasItsStageAndReason() {
        QualityCount count =
                QualityCount.newBuilder()
                        .setStage("source")
                        .setReason("dead_letters")
                        .setCount(7)
                        .setEndTimeUnixNano(TIME)
                        .build();
        assertThat(new String(lines.quality(count), StandardCharsets.UTF_8))
                .isEqualTo(
                        "llm_quality,reason=dead_letters,stage=source count=7i"
                                + " 1795392000000000000");
        check(Measurement.LLM_QUALITY, lines.quality(count), List.of());
    }

    @Test
    void aRefusedPointIsKept() {
        byte[] refused = "llm_window,a=b c=\"d\" 1".getBytes(StandardCharsets.UTF_8);
        byte[] note = lines.refused("llm_window", "retention", refused, "too old", TIME);
        ParsedLine point = check(Measurement.LLM_REFUSED, note, List.of());
        assertThat(point.fields())
                .containsEntry("bytes", (long) refused.length)
                .containsEntry("line", "llm_window,a=b c=\"d\" 1")
                .containsEntry("message", "too old");
    }

    /** Measurement, tags, fields, their order and types are the declared ones. */
    private static ParsedLine check(Measurement measurement, byte[] line, List<String> unknown) {
        ParsedLine point = ParsedLine.of(line);
        assertThat(point.measurement()).isEqualTo(measurement.label());
        assertThat(point.time())
                .isEqualTo(TIME + (long) point.fields().getOrDefault("sequence", 0L));
        assertThat(point.tags().keySet()).containsExactlyElementsOf(measurement.tags());
        assertThat(measurement.tags()).isSorted();
        List<Measurement.Field> known =
                measurement.fields().stream().filter(f -> !unknown.contains(f.name())).toList();
        assertThat(known).hasSize(measurement.fields().size() - unknown.size());
        assertThat(point.fields().keySet())
                .containsExactlyElementsOf(known.stream().map(Measurement.Field::name).toList());
        for (Measurement.Field field : known) {
            Class<?> type =
                    switch (field.type()) {
                        case INTEGER -> Long.class;
                        case FLOAT -> Double.class;
                        case BOOLEAN -> Boolean.class;
                        case STRING -> String.class;
                    };
            assertThat(point.fields().get(field.name())).as(field.name()).isInstanceOf(type);
        }
        return point;
    }
}
