/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class HttpReceiverTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final RecordedSink sink = new RecordedSink();
    private final HttpClient client = HttpClient.newHttpClient();
    private OtlpReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new OtlpReceiver(List.of(InetAddress.getLoopbackAddress()), 0, 0, sink);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void protobufBecomesOneRecord() throws Exception {
        ExportTraceServiceRequest request = Requests.spans(2, 3, 10);
        HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, null, request.toByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body()).hasPartialSuccess())
                .isFalse();
        assertThat(sink.written).hasSize(1);
        assertThat(sink.written.get(0).signal()).isEqualTo(Signal.TRACES);
        assertThat(ExportTraceServiceRequest.parseFrom(sink.written.get(0).value()))
                .isEqualTo(request);
        assertThat(receiver.accepted(Signal.TRACES)).isEqualTo(6);
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        ExportTraceServiceRequest request = Requests.spans(1, 2, 1000);
        assertThat(post("/v1/traces", PROTOBUF, "gzip", gzip(request.toByteArray())).statusCode())
                .isEqualTo(200);
        assertThat(ExportTraceServiceRequest.parseFrom(sink.written.get(0).value()))
                .isEqualTo(request);
    }

    /** The example of the protocol's own documentation, shortened, with an unknown name. */
    @Test
    void jsonBecomesProtobufWithItsIds() throws Exception {
        String json =
                """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",
                "value":{"stringValue":"my.service"}}]},"scopeSpans":[{"scope":{"name":"my.library"},
                "spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",
                "parentSpanId":"eee19b7ec3c1b173","name":"I'm a server span",
                "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
                "kind":2,"notKnown":{"spanId":1},
                "attributes":[{"key":"n","value":{"intValue":"42"}}]}]}]}]}
                """;
        HttpResponse<byte[]> answer =
                post("/v1/traces", JSON + "; charset=utf-8", null, json.getBytes(UTF_8));
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        Span span =
                ExportTraceServiceRequest.parseFrom(sink.written.get(0).value())
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0);
        assertThat(hex(span.getTraceId())).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(hex(span.getSpanId())).isEqualTo("eee19b7ec3c1b174");
        assertThat(hex(span.getParentSpanId())).isEqualTo("eee19b7ec3c1b173");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span.getEndTimeUnixNano()).isEqualTo(1544712661000000000L);
        assertThat(span.getAttributes(0).getValue().getIntValue()).isEqualTo(42);
    }

    @Test
    void metricsAndLogsGoToTheirTopics() throws Exception {
        String metric =
                """
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[
                {"asDouble":1.5,"exemplars":[{"spanId":"EEE19B7EC3C1B174"}]},{"asInt":"2"}]}}]}]}]}
                """;
        String log =
                """
                {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hi"},
                "traceId":"5b8efff798038103d269b633813fc60c"}]}]}]}
                """;
        assertThat(post("/v1/metrics", JSON, null, metric.getBytes(UTF_8)).statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/logs", JSON, null, log.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        assertThat(sink.written)
                .extracting(written -> written.signal().topic())
                .containsExactly("otlp_metrics", "otlp_logs");
        assertThat(
                        ExportMetricsServiceRequest.parseFrom(sink.written.get(0).value())
                                .getResourceMetrics(0)
                                .getScopeMetrics(0)
                                .getMetrics(0)
                                .getGauge()
                                .getDataPoints(0)
                                .getAsDouble())
                .isEqualTo(1.5);
        assertThat(
                        ExportLogsServiceRequest.parseFrom(sink.written.get(1).value())
                                .getResourceLogs(0)
                                .getScopeLogs(0)
                                .getLogRecords(0)
                                .getTraceId()
                                .size())
                .isEqualTo(16);
        assertThat(receiver.accepted(Signal.METRICS)).isEqualTo(2);
        assertThat(receiver.accepted(Signal.LOGS)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void nothingIsNoRecord(Signal signal) throws Exception {
        assertThat(post(signal.path(), PROTOBUF, null, new byte[0]).statusCode()).isEqualTo(200);
        assertThat(post(signal.path(), JSON, null, "{}".getBytes(UTF_8)).statusCode())
                .isEqualTo(200);
        assertThat(sink.written).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-protobuf | | not protobuf | 400",
                "application/json | | {\"resourceSpans\":[ | 400",
                "application/json | | [] | 400",
                "application/json | | {} {} | 400",
                "application/json | | {\"resourceSpans\":1} | 400",
                "application/json | |"
                    + " {\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}"
                    + " | 400",
                "application/x-protobuf | gzip | not gzip | 400",
                "application/x-protobuf | br | whatever | 415",
                "text/plain | | {} | 415",
            })
    void whatCannotBeReadIsRefusedInItsOwnEncoding(
            String type, String coding, String body, int status) throws Exception {
        HttpResponse<byte[]> answer = post("/v1/traces", type, coding, body.getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        if (type.equals(JSON)) {
            assertThat(new String(answer.body(), UTF_8)).startsWith("{\"code\":3,\"message\":\"");
        } else {
            assertThat(Status.parseFrom(answer.body()).getMessage()).isNotEmpty();
        }
        assertThat(sink.written).isEmpty();
        assertThat(receiver.refused()).isEqualTo(1);
    }

    @Test
    void aBodyIsBoundedPackedAndUnpacked() throws Exception {
        byte[] large = new byte[OtlpReceiver.MAX_REQUEST_BYTES + 1];
        assertThat(post("/v1/traces", PROTOBUF, null, large).statusCode()).isEqualTo(413);
        assertThat(post("/v1/traces", PROTOBUF, "gzip", gzip(large)).statusCode()).isEqualTo(413);
    }

    @Test
    void aFullWayIsToldAs429AndABrokenOneAs503() throws Exception {
        byte[] body = Requests.spans(1, 1, 1).toByteArray();
        sink.failure = new UnavailableException("too fast", true, Duration.ofSeconds(7));
        HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, null, body);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        sink.failure = new UnavailableException("no broker", false, Duration.ofSeconds(5));
        answer = post("/v1/traces", PROTOBUF, null, body);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(Status.parseFrom(answer.body()).getMessage()).isEqualTo("no broker");
        sink.failure = null;
        assertThat(post("/v1/traces", PROTOBUF, null, body).statusCode()).isEqualTo(200);
        assertThat(receiver.accepted(Signal.TRACES)).isEqualTo(1);
    }

    @Test
    void aSpanThatNoRecordCanHoldIsRejectedAlone() throws Exception {
        ExportTraceServiceRequest request =
                Requests.spans(1, 2, 10).toBuilder()
                        .mergeFrom(Requests.spans(1, 1, Intake.MAX_RECORD_BYTES))
                        .build();
        HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, null, request.toByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(answer.body());
        assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
        assertThat(response.getPartialSuccess().getErrorMessage()).contains("1 of 3");
        assertThat(receiver.accepted(Signal.TRACES)).isEqualTo(2);
    }

    @Test
    void otherPathsAndMethodsAreNamed() throws Exception {
        assertThat(post("/v1/trace", PROTOBUF, null, new byte[0]).statusCode()).isEqualTo(404);
        HttpResponse<byte[]> get =
                client.send(
                        HttpRequest.newBuilder(uri("/v1/traces")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).isPresent();
    }

    @Test
    void pagesOfThisMachineMaySendAndOthersMayNot() throws Exception {
        assertThat(preflight("http://localhost:3000")).contains("http://localhost:3000");
        assertThat(preflight("https://example.org")).isEmpty();
    }

    private Optional<String> preflight(String origin) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(uri("/v1/traces"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", origin)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .headers()
                .firstValue("Access-Control-Allow-Origin");
    }

    private HttpResponse<byte[]> post(String path, String type, String coding, byte[] body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (coding != null) {
            request.header("Content-Encoding", coding);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + receiver.httpPort() + path);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
