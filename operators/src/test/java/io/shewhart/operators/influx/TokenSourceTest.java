/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenSourceTest {
    @TempDir Path directory;

    @Test
    void aFileIsReadEachTime() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        TokenSource source = TokenSource.parse("file:" + file);
        assertThat(source.read()).contains("first");
        Files.writeString(file, "second");
        assertThat(source.read()).contains("second");
        assertThat(source).hasToString("file:" + file);
    }

    @Test
    void theEnvironmentIsRead() throws IOException {
        assertThat(TokenSource.parse("env:PATH").read()).contains(System.getenv("PATH").strip());
        assertThatThrownBy(() -> TokenSource.parse("env:SHEWHART_NOT_SET").read())
                .hasMessage("env:SHEWHART_NOT_SET is not set");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> TokenSource.parse("file:" + missing).read())
                .hasMessage("file:" + missing + ": there is no such file");
        Path empty = Files.writeString(directory.resolve("empty"), " \n");
        assertThatThrownBy(() -> TokenSource.parse("file:" + empty).read())
                .hasMessage("file:" + empty + " is empty");
    }

    @Test
    void aSecretInPlaceOfASourceIsRefusedAndNotQuoted() {
        assertThatThrownBy(() -> TokenSource.parse("my-secret=="))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> TokenSource.parse("file:")).isNotNull();
    }

    @Test
    void nothingIsNoToken() throws IOException {
        assertThat(TokenSource.parse("").read()).isEmpty();
    }
}
