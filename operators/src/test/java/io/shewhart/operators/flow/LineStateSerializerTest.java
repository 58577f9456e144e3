/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

final class LineStateSerializerTest {
    private static final String VERSION_1 =
            "ffffffffffffffff"
                    + "00000002"
                    + "0000000000000005"
                    + "6d20663d31"
                    + "0000000000000000";

    private final LineStateSerializer serializer = new LineStateSerializer();

    @Test
    void linesComeBackInOrder() throws IOException {
        byte[] long1 = "é".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        byte[] state = serializer.serialize(state(long1, new byte[0], new byte[] {1, 2}));
        assertThat(lines(serializer.deserialize(1, state)))
                .containsExactly(long1, new byte[0], new byte[] {1, 2});
    }

    /** The committed bytes of version 1: savepoints hold them. */
    @Test
    void version1StaysReadable() throws IOException {
        byte[] state = HexFormat.of().parseHex(VERSION_1);
        byte[] line = "m f=1".getBytes(StandardCharsets.UTF_8);
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(serializer.serialize(state(line, new byte[0]))).isEqualTo(state);
        assertThat(lines(serializer.deserialize(1, state))).containsExactly(line, new byte[0]);
    }

    @Test
    void otherStateIsRefused() {
        assertThatThrownBy(() -> serializer.deserialize(2, HexFormat.of().parseHex(VERSION_1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
        String cut = VERSION_1.substring(0, 44);
        assertThatThrownBy(() -> serializer.deserialize(1, HexFormat.of().parseHex(cut)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a line of 5 bytes");
    }

    private static BufferedRequestState<byte[]> state(byte[]... lines) {
        return new BufferedRequestState<>(
                List.of(lines).stream()
                        .map(line -> new RequestEntryWrapper<>(line, line.length))
                        .toList());
    }

    private static List<byte[]> lines(BufferedRequestState<byte[]> state) {
        return state.getBufferedRequestEntries().stream()
                .map(RequestEntryWrapper::getRequestEntry)
                .toList();
    }
}
