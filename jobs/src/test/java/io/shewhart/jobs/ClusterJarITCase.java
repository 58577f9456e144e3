/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar for clusters holds, and what it leaves to them. */
final class ClusterJarITCase {
    /** Flink packages that the jar brings; everything else of Flink is the cluster's. */
    private static final Pattern BROUGHT =
            Pattern.compile(
                    "org/apache/flink/(connector/(kafka|base)|streaming/connectors/kafka)/.*");

    private static JarFile jar;
    private static Set<String> classes;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(System.getProperty("shewhart.cluster.jar"));
        classes =
                jar.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class"))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void startsTheJob() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                .isEqualTo(ProcessControlJob.class.getName());
        assertThat(classes)
                .contains(
                        "io/shewhart/jobs/ProcessControlJob.class",
                        "io/shewhart/operators/kafka/SpanSource.class",
                        "io/shewhart/schemas/v1/Inference.class",
                        "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                        "org/apache/flink/connector/base/sink/AsyncSinkBase.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "com/influxdb/client/InfluxDBClient.class",
                        "com/google/protobuf/Message.class",
                        "com/github/luben/zstd/ZstdInputStream.class",
                        "org/xerial/snappy/Snappy.class",
                        "net/jpountz/lz4/LZ4Factory.class");
        assertThat(jar.stream().map(JarEntry::getName))
                .anyMatch(
                        n -> n.matches("io/shewhart/operators/semconv/[^/]+\\.(tsv|csv|yaml|txt)"));
    }

    @Test
    void leavesFlinkAndLoggingToTheCluster() {
        assertThat(classes)
                .filteredOn(name -> name.startsWith("org/apache/flink/"))
                .isNotEmpty()
                .allMatch(BROUGHT.asMatchPredicate());
        assertThat(classes)
                .noneMatch(
                        name ->
                                name.startsWith("org/slf4j/")
                                        || name.startsWith("org/apache/logging/")
                                        || name.startsWith("org/rocksdb/")
                                        || name.startsWith("com/esotericsoftware/"));
    }

    @Test
    void holdsEachEntryOnceAndNoSignature() {
        Map<String, Integer> times = new HashMap<>();
        jar.stream().forEach(entry -> times.merge(entry.getName(), 1, Integer::sum));
        assertThat(times).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
        assertThat(times.keySet())
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void keepsServicesAndLicences() throws IOException {
        assertThat(text("META-INF/services/org.apache.kafka.common.config.provider.ConfigProvider"))
                .contains("FileConfigProvider", "EnvVarConfigProvider");
        assertThat(text("META-INF/services/com.fasterxml.jackson.core.JsonFactory")).isNotBlank();
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
        assertThat(text("META-INF/NOTICE")).contains("Flink", "Jackson");
    }

    private static String text(String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
