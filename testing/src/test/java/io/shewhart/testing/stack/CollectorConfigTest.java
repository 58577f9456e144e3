/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigKeys;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.jobs.config.KafkaKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the Collector of deploy/ writes, the job of the default configuration reads. */
final class CollectorConfigTest {
    private static final Path FILE = Path.of("..", "deploy", "collector", "collector.yaml");

    private final Config job = Config.defaults();
    private Map<?, ?> root;

    @BeforeEach
    void read() throws Exception {
        root =
                (Map<?, ?>)
                        new Load(LoadSettings.builder().build())
                                .loadFromString(Files.readString(FILE));
    }

    @Test
    void topicsAndEncodingsAreThoseOfTheJob() {
        assertThat(
                        job.get(ConfigKeys.TOPICS)
                                .matcher(at("exporters", "kafka", "traces", "topic"))
                                .matches())
                .isTrue();
        for (String signal : new String[] {"metrics", "logs"}) {
            assertThat(
                            job.get(KafkaKeys.OTHER_TOPICS)
                                    .matcher(at("exporters", "kafka", signal, "topic"))
                                    .matches())
                    .isTrue();
        }
        for (String signal : new String[] {"traces", "metrics", "logs"}) {
            String encoding = at("exporters", "kafka", signal, "encoding");
            // The job can be told this name, and finds it out by itself.
            ConfigLayer told = ConfigLayer.commandLine(List.of("input.encoding=" + encoding));
            assertThat(Config.of(List.of(told)).get(ConfigKeys.ENCODING).name())
                    .isEqualToIgnoringCase(encoding);
        }
        assertThat(job.get(ConfigKeys.ENCODING).name()).isEqualToIgnoringCase("auto");
    }

    @Test
    void aBatchFitsIntoARecordAndTheJobReadsIt() {
        int record = number("exporters", "kafka", "producer", "max_message_bytes");
        assertThat(number("exporters", "kafka", "sending_queue", "batch", "max_size"))
                .isLessThan(record);
        assertThat(record).isLessThanOrEqualTo(job.get(ConfigKeys.MAX_RECORD_BYTES));
    }

    @Test
    void everySignalGoesFromOtlpToKafkaThroughWhatIsDefined() {
        Map<?, ?> pipelines = (Map<?, ?>) value("service", "pipelines");
        assertThat(pipelines.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("traces", "metrics", "logs");
        for (Object pipeline : pipelines.values()) {
            for (String kind : new String[] {"receivers", "processors", "exporters"}) {
                for (Object name : (Iterable<?>) ((Map<?, ?>) pipeline).get(kind)) {
                    assertThat(((Map<?, ?>) root.get(kind)).containsKey(name))
                            .as(kind + " " + name)
                            .isTrue();
                }
            }
            assertThat(((Map<?, ?>) pipeline).get("exporters")).isEqualTo(List.of("kafka"));
        }
        for (Object name : (Iterable<?>) value("service", "extensions")) {
            assertThat(((Map<?, ?>) root.get("extensions")).containsKey(name)).isTrue();
        }
        assertThat(at("exporters", "kafka", "sending_queue", "storage"))
                .isIn(((Map<?, ?>) root.get("extensions")).keySet().toArray());
    }

    private String at(String... path) {
        return String.valueOf(value(path));
    }

    private int number(String... path) {
        return (Integer) value(path);
    }

    private Object value(String... path) {
        Object value = root;
        for (String name : path) {
            assertThat(value).as(String.join(".", path)).isInstanceOf(Map.class);
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }
}
