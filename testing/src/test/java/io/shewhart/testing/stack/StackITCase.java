/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.shewhart.testing.Await;
import io.shewhart.testing.Ports;
import io.shewhart.testing.otlp.Signal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack, and an application with OpenTelemetry's own SDK. */
final class StackITCase {
    private static final int CALLS = 30;

    @TempDir Path directory;

    @Test
    void callsOfARealSdkAreStoredOnceByEitherProtocol() throws Exception {
        StackPorts ports = freePorts();
        StackOptions options =
                new StackOptions(
                        false,
                        Duration.ofHours(1),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(InetAddress.getLoopbackAddress()),
                        ports,
                        List.of(
                                "window.length=2s",
                                "trace.settle=1s",
                                "window.lateness=2s",
                                "time.bound=10s",
                                "time.silence=1s"));
        StackDirectories directories =
                new StackDirectories(directory.resolve("data"), directory.resolve("tmp"));
        Terminal terminal = new Terminal(new PrintWriter(new StringWriter()));
        try (Stack stack = new Stack(options, directories, terminal, new StopSignal())) {
            stack.start();
            export(
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint("http://localhost:" + ports.grpc())
                            .setCompression("gzip")
                            .build(),
                    "grpc-app");
            export(
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint("http://localhost:" + ports.http() + "/v1/traces")
                            .build(),
                    "http-app");
            assertThat(stack.receiver().accepted(Signal.TRACES)).isEqualTo(2 * (CALLS + 1));
            assertThat(stack.receiver().refused()).isZero();
            for (String service : List.of("grpc-app", "http-app")) {
                assertStored(stack, service);
            }
            assertThat(stack.places()).anyMatch(line -> line.contains("" + ports.http()));
            stack.check();
        }
        assertThat(ports.fixed()).allMatch(port -> PortOwner.isFree(port.number()));
    }

    /** As many calls as were made, and their mean duration and tokens, in one series. */
    private static void assertStored(Stack stack, String service) throws Exception {
        String sql =
                "select sum(count) n, sum(mean * count) / sum(count) mean from llm_window where"
                        + " metric = '%s' and service = '%s' and model = 'gpt-4o'";
        String duration = sql.formatted("duration", service);
        Await.until(
                "calls of " + service,
                new Await.Worker() {
                    @Override
                    public void check() throws Exception {
                        stack.check();
                    }

                    @Override
                    public String state() throws Exception {
                        return stack.places() + ", windows " + stack.query(duration);
                    }
                },
                () -> String.valueOf(CALLS).equals(stack.query(duration).get(0).get("n")));
        assertThat(Double.parseDouble(stack.query(duration).get(0).get("mean"))).isEqualTo(0.5);
        String tokens = sql.formatted("output_tokens", service);
        assertThat(stack.query(tokens).get(0).get("n")).isEqualTo(String.valueOf(CALLS));
        assertThat(Double.parseDouble(stack.query(tokens).get(0).get("mean"))).isEqualTo(40);
    }

    private static void export(SpanExporter exporter, String service) {
        // connects, which can take so long that calls that wait for it come late
        SdkTracerProvider first = provider(exporter, service);
        first.get("test").spanBuilder("hello").startSpan().end();
        assertThat(first.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
        // Another one: a flush right behind a flush can be taken for the one that has just ended.
        SdkTracerProvider provider = provider(exporter, service);
        Tracer tracer = provider.get("test");
        Instant end = Instant.now();
        for (int i = 0; i < CALLS; i++) {
            tracer.spanBuilder("chat gpt-4o")
                    .setSpanKind(SpanKind.CLIENT)
                    .setStartTimestamp(end.minusMillis(500))
                    .setAttribute("gen_ai.operation.name", "chat")
                    .setAttribute("gen_ai.provider.name", "openai")
                    .setAttribute("gen_ai.request.model", "gpt-4o")
                    .setAttribute(AttributeKey.longKey("gen_ai.usage.input_tokens"), 100L)
                    .setAttribute(AttributeKey.longKey("gen_ai.usage.output_tokens"), 40L)
                    .startSpan()
                    .end(end);
        }
        assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
        assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
        first.shutdown().join(30, TimeUnit.SECONDS);
    }

    private static SdkTracerProvider provider(SpanExporter exporter, String service) {
        Resource resource = Resource.builder().put("service.name", service).build();
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(resource))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    private static StackPorts freePorts() throws IOException {
        List<Integer> ports = Ports.free(6);
        return new StackPorts(
                ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
    }
}
