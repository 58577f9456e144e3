/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shewhart.jobs.JobOptions;
import io.shewhart.operators.spc.ZoneRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTest {
    @TempDir Path directory;

    @Test
    void theDefaultsAreValidAndMakeOptions() {
        JobOptions options = JobOptions.of(Config.defaults());
        assertThat(options.windows().latenessNanos()).isEqualTo(11_000_000_000L);
        assertThat(options.charts().charted())
                .contains("ttft", "duration")
                .doesNotContain("stage_time");
    }

    @Test
    void everyKeyIsListedOnceAndDescribed() {
        assertThat(ConfigKeys.ALL.stream().map(ConfigKey::name)).doesNotHaveDuplicates();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            assertThat(key.description()).as(key.name()).endsWith(".");
        }
    }

    @Test
    void thePrintedPageReadBackGivesTheDefaults() throws IOException {
        Config read = file(ConfigPage.yaml());
        Config defaults = Config.defaults();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            // Two patterns are never equal.
            assertThat(read.get(key).toString()).isEqualTo(defaults.get(key).toString());
        }
    }

    @Test
    void theCommittedFileIsThePrintedPage() throws IOException {
        Path committed = Path.of("..", "deploy", "shewhart.yaml");
        assertThat(Files.readString(committed))
                .as("deploy/local/job --print-config > deploy/shewhart.yaml makes it anew")
                .isEqualTo(ConfigPage.yaml());
    }

    @Test
    void everyMistakeIsNamedAtOnce() throws IOException {
        Path file = write("window.length: 7 parsecs\ninput: {encoding: xml}\ncharts.colour: red\n");
        String message =
                message(
                        ConfigLayer.file(file),
                        ConfigLayer.commandLine(
                                List.of("budget.charts=0", "trace.settle=2s", "lost", "a.b=c")));
        assertThat(message.lines())
                .containsExactlyInAnyOrder(
                        "The configuration has 6 errors:",
                        "  window.length: '7 parsecs' ("
                                + file
                                + ") is not allowed; allowed: a duration from 1s to 1d, such as"
                                + " 500ms, 1.5s, 5min, 1h, 7d",
                        "  input.encoding: 'xml' ("
                                + file
                                + ") is not allowed; allowed: one of auto, otlp_proto, otlp_json",
                        "  charts.colour: 'red' ("
                                + file
                                + ") - there is no such key; --print-config lists all keys",
                        "  budget.charts: '0' (command line) is not allowed; allowed: a whole"
                                + " number from 1 to 10000000",
                        "  --set lost: not KEY=VALUE",
                        "  a.b: 'c' (command line) - there is no such key; --print-config lists all"
                                + " keys");
    }

    @Test
    void laterLayersWin() throws IOException {
        Config config =
                Config.of(
                        List.of(
                                ConfigLayer.file(write("window.length: 10s\ntrace.settle: 5s\n")),
                                ConfigLayer.commandLine(List.of("window.length = 20s"))));
        assertThat(config.get(ConfigKeys.WINDOW)).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.get(ConfigKeys.SETTLE)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nestedAndDottedKeysMeanTheSame() throws IOException {
        Config config =
                file(
                        """
                        window:
                          length: 10s
                        trace.settle: 5s
                        budget:
                          false-episodes-per-day: 2
                        charts.metrics: [ttft, duration]
                        """);
        assertThat(config.get(ConfigKeys.WINDOW)).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.get(ConfigKeys.SETTLE)).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.get(ConfigKeys.BUDGET)).isEqualTo(2.0);
        assertThat(config.get(ConfigKeys.CHARTED)).containsExactly("ttft", "duration");
    }

    @Test
    void aKeySetNestedAndDottedIsAMistake() throws IOException {
        assertThat(message(ConfigLayer.file(write("window: {length: 10s}\nwindow.length: 20s\n"))))
                .contains("window.length: '20s'", "is set to '10s' as well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "---\n"})
    void anEmptyFileChangesNothing(String text) throws IOException {
        assertThat(file(text).get(ConfigKeys.PHASE_ONE)).isEqualTo(100);
    }

    @Test
    void brokenYamlIsToldWithItsPlace() throws IOException {
        Path file = write("window.length: 10s\ntrace.settle: [5s\n");
        assertThat(message(ConfigLayer.file(file))).contains(file + ", line 3", "not YAML");
        Path twice = write("window.length: 10s\nwindow.length: 20s\n");
        assertThat(message(ConfigLayer.file(twice))).contains(twice + ", line 2", "duplicate key");
        assertThat(message(ConfigLayer.file(write("- 1\n")))).contains("not a map");
        assertThat(message(ConfigLayer.file(write("a: 1\n---\nb: 2\n")))).contains("not YAML");
    }

    @Test
    void aFileThatCannotBeReadIsToldInWords() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertThat(message(ConfigLayer.file(missing)))
                .isEqualTo("The configuration has an error:\n  " + missing + ": no such file");
        assertThat(message(ConfigLayer.file(directory))).contains(directory + ": a directory");
        Path binary = Files.write(directory.resolve("b.yaml"), new byte[] {'a', (byte) 0xff});
        assertThat(message(ConfigLayer.file(binary))).contains("not text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "1500ms, 1500",
        "1.5s, 1500",
        "10s, 10000",
        "10 s, 10000",
        "0.5min, 30000",
        "2m, 120000",
        "0.25h, 900000",
        "1h, 3600000"
    })
    void durationsAreExact(String text, long millis) {
        Config config = set("trace.settle=" + text, "trace.idle-timeout=1d");
        assertThat(config.get(ConfigKeys.SETTLE)).isEqualTo(Duration.ofMillis(millis));
        assertThat(JobOptions.of(config).windows().latenessNanos())
                .isEqualTo((millis + 1_000) * 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10", "0.5ms", "1.0001s", "-1s", "1e1s", ".5s", "5.s", "500ms", "2h", "", "s"
            })
    void otherDurationsAreRefused(String text) {
        assertThat(wrong("trace.settle=" + text)).contains("trace.settle: '" + text + "'");
    }

    @Test
    void aNumberWhereADurationIsExpectedIsRefused() throws IOException {
        assertThat(message(ConfigLayer.file(write("window.length: 60\n"))))
                .contains("window.length: '60'", "a duration from 1s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget.false-episodes-per-day=NaN",
                "budget.false-episodes-per-day=1d",
                "budget.false-episodes-per-day=0",
                "budget.false-episodes-per-day=0x1p3",
                "budget.charts=1.5",
                "budget.charts=99999999999",
                "charts.phase-one=24",
                "charts.phase-one=1001",
                "charts.fixed-limits={metric: ttft}",
                "charts.fixed-limits=[ttft]",
                "charts.alarm-rules=we2,we4",
                "output.dead-letter-values=yes",
                "input.topics=",
                "input.topics=otlp_(",
                "series.version-pattern=\\d+",
                "series.version-pattern=(?:\\d+)",
                "series.version-pattern=(\\d+",
                "charts.metrics=ttft,latency",
                "charts.additional=ttft",
                "charts.additional=ttft:ewma",
                "charts.additional=requests:cusum",
                "charts.additional=stage_time:cusum",
                "window.length=0s"
            })
    void wrongValuesAreRefused(String setting) {
        String key = setting.substring(0, setting.indexOf('='));
        String value = setting.substring(setting.indexOf('=') + 1);
        assertThat(wrong(setting))
                .startsWith("The configuration has an error:\n")
                .contains(key + ": '" + value + "' (command line) is not allowed", "; allowed: ");
    }

    @Test
    void alarmRulesAreNamesAndThoseThatCannotAlarmSayWhy() {
        assertThat(set("charts.alarm-rules=WE2, n5,n6").get(ConfigKeys.ALARM_RULES))
                .containsExactly(ZoneRule.TWO_OF_THREE, ZoneRule.FOUR_OF_FIVE);
        assertThat(wrong("charts.alarm-rules=we1,n3,we9"))
                .contains(
                        "we1 is the limit that every chart alarms by anyway;"
                                + " n3 is false once in 422 points by its definition",
                        "we9 is not known here",
                        "names out of we2, we3, n5, n6");
    }

    @Test
    void aRefusalSaysWhy() {
        assertThat(wrong("series.version-pattern=\\d+")).contains("it has no capturing group");
        assertThat(wrong("input.topics=otlp_(")).contains("Unclosed group near character");
        assertThat(wrong("charts.additional=ttft:cusum,requests:cusum"))
                .contains("not known here: requests:cusum");
        assertThat(wrong("charts.additional=ttft:cusum,stage_time:cusum"))
                .contains("metrics out of charts.metrics, which lacks stage_time");
        assertThat(wrong("charts.metrics=ttft,latency,speed"))
                .contains("not known here: latency, speed");
    }

    @Test
    void whatIsAllowedIsTaken() {
        Config config =
                set(
                        "series.version-pattern=^v?(\\d+)\\.",
                        "charts.metrics= ttft , ttft,stage_time",
                        "charts.additional=ttft:cusum, stage_time:cusum",
                        "input.encoding=OTLP_Json",
                        "output.dead-letter-values=False",
                        "charts.adjust-tokens=false",
                        "input.max-record-bytes=1_048_576",
                        "budget.false-episodes-per-day=5e-1");
        assertThat(config.get(ConfigKeys.VERSION_PATTERN)).hasToString("^v?(\\d+)\\.");
        assertThat(config.get(ConfigKeys.CHARTED)).containsExactly("ttft", "stage_time");
        assertThat(config.get(ConfigKeys.ADDITIONAL))
                .containsExactly("ttft:cusum", "stage_time:cusum");
        assertThat(config.get(ConfigKeys.DEAD_LETTER_VALUES)).isFalse();
        assertThat(config.get(ConfigKeys.MAX_RECORD_BYTES)).isEqualTo(1 << 20);
        assertThat(config.get(ConfigKeys.BUDGET)).isEqualTo(0.5);
        assertThat(set("charts.metrics=").get(ConfigKeys.CHARTED)).isEmpty();
        assertThat(JobOptions.of(config).charts().adjustTokens()).isFalse();
        assertThat(JobOptions.of(set()).charts().adjustTokens()).isTrue();
        String gauge = "window_output_tokens_per_second";
        assertThat(set("charts.metrics=" + gauge).get(ConfigKeys.CHARTED)).containsExactly(gauge);
    }

    @ParameterizedTest
    @CsvSource({
        "window_length, window.length",
        "windw.lenght, window.length",
        "trace.maxSpans, trace.max-spans",
        "Window.Length, window.length",
        "settle, trace.settle",
        "spc.phase-one, charts.phase-one",
        "version.pattern, series.version-pattern"
    })
    void anUnknownKeyComesWithASuggestion(String written, String meant) {
        assertThat(wrong(written + "=1"))
                .contains(written + ": '1' (command line) - there is no such key")
                .contains("did you mean " + meant + "?");
    }

    @Test
    void theNameOfAGroupSuggestsItsKeys() {
        assertThat(wrong("window=10s"))
                .contains("did you mean one of window.length, window.lateness?");
        assertThat(wrong("s=1")).doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource({
        "window.lateness=10s, window.lateness: '10s' (command line), at least 11s = trace.settle",
        "trace.settle=10min, trace.idle-timeout: '5min' (default), at least 10min = trace.settle",
        "window.length=1500ms, window.length: '1500ms' (command line), whole seconds",
        "job.checkpoint-interval=10min, kafka.transaction-timeout: '15min' (default), 20min",
        "series.ttl=1min window.length=2min, series.ttl: '1min' (command line), at least 2min"
    })
    void valuesMustFitTogether(String settings, String blamed, String allowed) {
        assertThat(wrong(settings.split(" "))).contains(blamed, allowed);
    }

    @Test
    void rulesAreCheckedBesideOtherMistakes() {
        assertThat(wrong("window.lateness=1s", "budget.charts=none"))
                .contains("2 errors", "window.lateness", "budget.charts");
        assertThat(wrong("window.lateness=1s", "trace.settle=never"))
                .contains("an error", "trace.settle");
    }

    private Config file(String yaml) throws IOException {
        return Config.of(List.of(ConfigLayer.file(write(yaml))));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("shewhart.yaml"), yaml);
    }

    private static Config set(String... pairs) {
        return Config.of(List.of(ConfigLayer.commandLine(List.of(pairs))));
    }

    private static String wrong(String... pairs) {
        return message(ConfigLayer.commandLine(List.of(pairs)));
    }

    private static String message(ConfigLayer... layers) {
        return catchThrowableOfType(ConfigException.class, () -> Config.of(List.of(layers)))
                .getMessage();
    }
}
