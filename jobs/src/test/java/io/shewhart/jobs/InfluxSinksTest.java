/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigException;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.operators.influx.InfluxSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InfluxSinksTest {
    @TempDir Path directory;

    @Test
    void withoutAnAddressThereIsNoStore() {
        assertThat(InfluxSinks.of(Config.defaults())).isEmpty();
    }

    @Test
    void everyKeyReachesItsSetting() {
        InfluxSettings settings =
                InfluxSinks.of(
                                config(
                                        "influxdb.url=https://store:8443/base",
                                        "influxdb.org=o",
                                        "influxdb.bucket=b",
                                        "influxdb.token=env:TOKEN",
                                        "influxdb.connect-timeout=2s",
                                        "influxdb.request-timeout=3s",
                                        "influxdb.gzip=true",
                                        "influxdb.batch-points=7",
                                        "influxdb.batch-bytes=8192",
                                        "influxdb.buffer-bytes=100000",
                                        "influxdb.flush-interval=30ms",
                                        "influxdb.retry-min-delay=40ms",
                                        "influxdb.retry-max-delay=50ms"))
                        .orElseThrow()
                        .settings();
        assertThat(settings)
                .hasToString(
                        "InfluxSettings[url=https://store:8443/base, org=o, bucket=b,"
                                + " token=env:TOKEN, connectMillis=2000, requestMillis=3000,"
                                + " gzip=true, limits=WriteLimits[batchLines=7, batchBytes=8192,"
                                + " bufferBytes=100000, flushMillis=30, minDelayMillis=40,"
                                + " maxDelayMillis=50]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "influxdb.url=localhost:8086",
                "influxdb.url=ftp://localhost",
                "influxdb.url=http://user:pass@localhost",
                "influxdb.url=http://localhost/api/v2/write",
                "influxdb.url=http://localhost?org=x",
                "influxdb.url=http://local host",
                "influxdb.bucket=",
                "influxdb.batch-points=0",
                "influxdb.buffer-bytes=1000",
                "influxdb.flush-interval=0s",
                "influxdb.gzip=yes"
            })
    void wrongValuesAreRefused(String setting) {
        String key = setting.substring(0, setting.indexOf('='));
        assertThat(wrong(setting)).contains(key + ": '", "is not allowed", "; allowed: ");
    }

    @ParameterizedTest
    @CsvSource({
        "influxdb.retry-max-delay=100ms, influxdb.retry-max-delay, influxdb.retry-min-delay",
        "influxdb.request-timeout=1s, influxdb.request-timeout, influxdb.connect-timeout",
        "influxdb.buffer-bytes=65536, influxdb.buffer-bytes, influxdb.batch-bytes"
    })
    void valuesMustFitTogether(String setting, String blamed, String reason) {
        assertThat(wrong(setting)).contains(blamed + ": '", "at least", reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "influxdb.token=s3cret",
                "influx.token=s3cret",
                "influxdb.api-token=s3cret",
                "influxdb.password=s3cret"
            })
    void whatMayBeASecretIsNotPrinted(String setting) {
        assertThat(wrong(setting)).doesNotContain("s3cret").contains("'...'");
    }

    @Test
    void aStoreThatTakesAPointPasses() throws IOException {
        AtomicReference<String> body = new AtomicReference<>();
        HttpServer server = server(204, "", body);
        try {
            assertThat(sinks(server).check()).isEmpty();
            assertThat(body.get())
                    .matches("llm_quality,reason=store_checks,stage=influxdb count=1i \\d{19}\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aStoreThatRefusesUsKeepsTheJobFromStarting() throws IOException {
        HttpServer server = server(401, "{\"code\":\"unauthorized\"}", new AtomicReference<>());
        try {
            InfluxSinks sinks = sinks(server);
            assertThatThrownBy(sinks::check)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            sinks.settings().url(),
                            "influxdb.token",
                            "HTTP 401",
                            "{\"code\":\"unauthorized\"}")
                    .message()
                    .doesNotContain("s3cret");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aStoreThatIsDownIsAWarning() throws IOException {
        HttpServer server = server(204, "", new AtomicReference<>());
        InfluxSinks sinks = sinks(server);
        server.stop(0);
        assertThat(sinks.check()).hasValueSatisfying(why -> assertThat(why).contains("Connect"));
    }

    private InfluxSinks sinks(HttpServer server) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "s3cret");
        return InfluxSinks.of(
                        config(
                                "influxdb.url=http://127.0.0.1:" + server.getAddress().getPort(),
                                "influxdb.token=file:" + token))
                .orElseThrow();
    }

    private static HttpServer server(int status, String answer, AtomicReference<String> body)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    body.set(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static Config config(String... pairs) {
        return Config.of(List.of(ConfigLayer.commandLine(List.of(pairs))));
    }

    private static String wrong(String... pairs) {
        return catchThrowableOfType(ConfigException.class, () -> config(pairs)).getMessage();
    }
}
