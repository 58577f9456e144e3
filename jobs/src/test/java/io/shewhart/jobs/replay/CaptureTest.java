/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptureTest {
    @TempDir Path directory;

    @Test
    void plainAndGzipAreToldByTheirFirstBytes() throws IOException {
        Path plain = Recording.plain(directory.resolve("a.gz"), Recording.line(0, 1));
        Path gzip = Recording.gzip(directory.resolve("b.jsonl"), Recording.line(0, 1));
        assertThat(offsets(plain)).isEqualTo(Map.of("0/otlp_spans-0", List.of(1L)));
        assertThat(offsets(gzip)).isEqualTo(Map.of("0/otlp_spans-0", List.of(1L)));
    }

    @Test
    void linesMayBeWrittenInManyWays() throws IOException {
        String value = Recording.value(2);
        Path file =
                Recording.plain(
                        directory.resolve("a.jsonl"),
                        "\uFEFF" + Recording.line("otlp_spans", 3, 0, "null"),
                        "",
                        " \t\r",
                        "{\"value\":\"%s\",\"key\":\"cGFydGl0aW9u\",\"timestamp\":5,\"offset\":1,\"topic\":\"otlp_spans\",\"partition\":3}\r"
                                .formatted(value),
                        "{ \"partition\" :\t3 , \"offset\" : 2, \"topic\" : \"otlp_spans\","
                                + " \"timestamp\" : -1 }",
                        "{\"topic\":\"otlp\\u005fspans\",\"partition\":3,\"offset\":3,\"timestamp\":0,\"value\":\"%s\"}"
                                .formatted(value.replace("/", "\\/")),
                        "{\"headers\":{\"partition\":4,\"topic\":\"x\"},\"note\":\"the"
                            + " \\\"partition\\\":7\",\"tag\":\"partition\",\"topic\":\"otlp_spans\",\"partition\":3,\"offset\":4,\"timestamp\":0,\"value\":null}",
                        "{\"topic\":\"otlp_spans\",\"offset\":5,\"timestamp\":0,\"headers\":[\"partition\"],\"partition\":3}");
        assertThat(offsets(file))
                .isEqualTo(Map.of("0/otlp_spans-3", List.of(0L, 1L, 2L, 3L, 4L, 5L)));
    }

    @Test
    void partitionsWithTheSameBeginningAreKeptApart() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int partition : new int[] {1, 11, 111, 1, 11, 0}) {
            lines.add(Recording.line(partition, lines.size()));
        }
        Path file = Recording.plain(directory.resolve("a"), lines.toArray(String[]::new));
        assertThat(offsets(file))
                .isEqualTo(
                        Map.of(
                                "0/otlp_spans-0", List.of(5L),
                                "0/otlp_spans-1", List.of(0L, 3L),
                                "0/otlp_spans-11", List.of(1L, 4L),
                                "0/otlp_spans-111", List.of(2L)));
    }

    @Test
    void aLogOpensWhereItStood() throws IOException {
        Path file =
                Recording.plain(directory.resolve("a"), Recording.line(0, 1), Recording.line(0, 2));
        CaptureLog log = index(file).logs().get(0);
        CaptureLog.Serializer serializer = new CaptureLog.Serializer();
        CaptureLog restored = serializer.deserialize(1, serializer.serialize(log.at(1)));
        try (CaptureRecords records = restored.open()) {
            assertThat(records.next().offset).isEqualTo(2);
            assertThat(records.hasNext()).isFalse();
        }
    }

    @Test
    void recordsOfOtherTopicsAreCounted() throws IOException {
        Path file =
                Recording.plain(
                        directory.resolve("a"),
                        Recording.line("otlp_logs", 0, 1, "\"not base64, and nobody asks\""),
                        Recording.line("otlp_logs", 1, 2, "null"),
                        Recording.line("otlp_spans_more", 0, 3, "null"));
        CaptureIndex index = index(file);
        assertThat(index.logs()).isEmpty();
        assertThat(index.hasSpans()).isFalse();
        assertThat(index.records()).isEqualTo(3);
        assertThat(index.skipped()).isEqualTo(Map.of("otlp_logs", 2L, "otlp_spans_more", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello | Unrecognized token",
                "[1] | not a JSON object",
                "{\"topic\":\"t\",\"partition\":0 | Unexpected end-of-input",
                "{\"topic\":\"t\",\"partition\":0,\"offset\":1} | timestamp is missing",
                "{\"topic\":null,\"partition\":0,\"offset\":1,\"timestamp\":1} | topic is not a"
                        + " string",
                "{\"topic\":\"t\",\"partition\":\"0\",\"offset\":1,\"timestamp\":1} | partition is"
                        + " not a whole number",
                "{\"topic\":\"t\",\"partition\":1.5,\"offset\":1,\"timestamp\":1} | partition is"
                        + " not a whole number",
                "{\"topic\":\"t\",\"partition\":-1,\"offset\":1,\"timestamp\":1} | partition is out"
                        + " of range",
                "{\"topic\":\"t\",\"partition\":3000000000,\"offset\":1,\"timestamp\":1} |"
                        + " partition is out of range",
                "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"timestamp\":99999999999999} |"
                        + " timestamp is out of range",
                "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"timestamp\":99999999999999999999}"
                        + " | out of range",
                "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"timestamp\":1,\"value\":7} | value"
                        + " is not a string",
                "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"timestamp\":1} {} | more than one"
                        + " JSON value",
                "{\"topic\":\"otlp_spans\",\"partition\":0,\"offset\":1,\"timestamp\":1,\"value\":\"a-_b\"}"
                    + " | value is not base64",
                "{\"topic\":\"otlp_spans\",\"partition\":0,\"offset\":1,\"timestamp\":1,\"value\":\"\u20ac\"}"
                    + " | value is not base64"
            })
    void aBrokenLineIsNamedWithItsPlace(String line, String reason) throws IOException {
        Path file = Recording.plain(directory.resolve("a"), Recording.line(0, 1), "", line);
        assertThatThrownBy(() -> index(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", line 3: no Kafka record: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aGzipFileThatBreaksOffIsNamed() throws IOException {
        Path whole = Recording.gzip(directory.resolve("a.gz"), Recording.line(0, 1));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(bytes, 100));
        assertThatThrownBy(() -> index(cut))
                .isInstanceOf(IOException.class)
                .hasMessage(cut + ", after line 0: the gzip stream breaks off");
        Path start = Files.write(directory.resolve("start.gz"), Arrays.copyOf(bytes, 5));
        assertThatThrownBy(() -> index(start))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(start + ", after line 0");
        Path more = directory.resolve("more.gz");
        byte[] twice = Arrays.copyOf(bytes, bytes.length + 40);
        System.arraycopy(bytes, 0, twice, bytes.length, 40);
        Files.write(more, twice);
        assertThatThrownBy(() -> index(more))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("breaks off");
    }

    @Test
    void anEmptyCaptureHoldsNothing() throws IOException {
        assertThat(index(Files.createFile(directory.resolve("a.gz"))).records()).isZero();
        assertThat(index(Recording.gzip(directory.resolve("b.gz"), "")).records()).isZero();
        Path text = Files.write(directory.resolve("c"), "\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(index(text).logs()).isEmpty();
    }

    private static CaptureIndex index(Path... files) throws IOException {
        JobOptions options = JobOptions.of(Config.defaults());
        return CaptureIndex.of(
                Arrays.stream(files).map(Path::toString).toList(),
                options.topics(),
                options.decoding());
    }

    private static Map<String, List<Long>> offsets(Path... files) throws IOException {
        Map<String, List<Long>> offsets = new LinkedHashMap<>();
        for (CaptureLog log : index(files).logs()) {
            List<Long> read = offsets.computeIfAbsent(log.name(), name -> new ArrayList<>());
            try (CaptureRecords records = log.open()) {
                records.forEachRemaining(record -> read.add(record.offset));
            }
        }
        return offsets;
    }
}
