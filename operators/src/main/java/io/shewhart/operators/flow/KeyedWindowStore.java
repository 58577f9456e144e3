/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.window.SeriesKey;
import io.shewhart.operators.window.WindowStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.internal.InternalKvState;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * A {@link WindowStore} over keyed state. A failing state backend fails the task, as it must.
 *
 * <p>A window's bundles lie under its start as the namespace, so that closing one looks at no
 * other: with hours of windows open, as when one partition holds the time back, a close would
 * otherwise read all of them.
 *
 * <p>Counts what it holds. To know how long a value was, it remembers what was read last: {@link
 * io.shewhart.operators.window.ServiceWindows} reads the header first, and a value before it is
 * replaced.
 */
final class KeyedWindowStore implements WindowStore {
    private static final TypeInformation<byte[]> BYTES =
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    static final ValueStateDescriptor<byte[]> HEADER = new ValueStateDescriptor<>("header", BYTES);
    static final ValueStateDescriptor<byte[]> REGISTRY =
            new ValueStateDescriptor<>("registry", BYTES);
    static final MapStateDescriptor<Tuple2<Long, Long>, byte[]> BUNDLES =
            new MapStateDescriptor<>("bundles", Types.TUPLE(Types.LONG, Types.LONG), BYTES);

    private final ValueState<byte[]> header;
    private final ValueState<byte[]> registry;
    private final MapState<Tuple2<Long, Long>, byte[]> bundles;
    private final KeyedLevels<WindowLevel> levels;

    /** Lengths of the bundles read last, all of one window of one service. */
    private final Map<SeriesKey, Integer> lengths = new HashMap<>();

    private long lengthsStart;
    private int headerLength;
    private int registryLength;

    /**
     * @param bundles the namespace is the start of a window
     */
    KeyedWindowStore(
            ValueState<byte[]> header,
            ValueState<byte[]> registry,
            MapState<Tuple2<Long, Long>, byte[]> bundles,
            KeyedLevels<WindowLevel> levels) {
        this.header = header;
        this.registry = registry;
        this.bundles = bundles;
        this.levels = levels;
    }

    @Override
    public byte[] header() {
        lengths.clear();
        byte[] bytes = call(header::value);
        headerLength = length(bytes);
        return bytes;
    }

    @Override
    public void putHeader(byte[] bytes) {
        run(() -> header.update(bytes));
        if (headerLength == 0) {
            levels.add(WindowLevel.SERVICES, 1);
        }
        levels.add(WindowLevel.STATE_BYTES, bytes.length - headerLength);
        headerLength = bytes.length;
    }

    @Override
    public byte[] registry() {
        byte[] bytes = call(registry::value);
        registryLength = length(bytes);
        return bytes;
    }

    @Override
    public void putRegistry(byte[] bytes) {
        run(() -> registry.update(bytes));
        levels.add(WindowLevel.STATE_BYTES, bytes.length - registryLength);
        registryLength = bytes.length;
    }

    @Override
    public byte[] bundle(long windowStart, SeriesKey key) {
        byte[] bytes = call(() -> of(windowStart).get(key(key)));
        lengths.put(key, length(bytes));
        return bytes;
    }

    @Override
    public void putBundle(long windowStart, SeriesKey key, byte[] bundle) {
        run(() -> of(windowStart).put(key(key), bundle));
        int before = lengths.getOrDefault(key, 0);
        if (before == 0) {
            levels.add(WindowLevel.OPEN_BUNDLES, 1);
        }
        levels.add(WindowLevel.STATE_BYTES, bundle.length - before);
        lengths.put(key, bundle.length);
    }

    @Override
    public void forEachBundle(long windowStart, BiConsumer<SeriesKey, byte[]> visitor) {
        run(
                () -> {
                    for (Map.Entry<Tuple2<Long, Long>, byte[]> e : of(windowStart).entries()) {
                        SeriesKey key = new SeriesKey(e.getKey().f0, e.getKey().f1);
                        lengths.put(key, e.getValue().length);
                        visitor.accept(key, e.getValue());
                    }
                });
    }

    @Override
    public void removeBundle(long windowStart, SeriesKey key) {
        run(() -> of(windowStart).remove(key(key)));
        levels.add(WindowLevel.OPEN_BUNDLES, -1);
        levels.add(WindowLevel.STATE_BYTES, -lengths.getOrDefault(key, 0));
        lengths.remove(key);
    }

    @Override
    public void clear() {
        header.clear();
        registry.clear();
        levels.add(WindowLevel.SERVICES, -1);
        levels.add(WindowLevel.STATE_BYTES, -headerLength - registryLength);
    }

    /** The bundles of one window. */
    @SuppressWarnings("unchecked") // every state of a backend is one
    private MapState<Tuple2<Long, Long>, byte[]> of(long windowStart) {
        if (lengthsStart != windowStart) {
            lengths.clear();
            lengthsStart = windowStart;
        }
        ((InternalKvState<?, Long, ?>) bundles).setCurrentNamespace(windowStart);
        return bundles;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static Tuple2<Long, Long> key(SeriesKey key) {
        return Tuple2.of(key.high(), key.low());
    }

    private static <T> T call(StateCall<T> call) {
        try {
            return call.run();
        } catch (Exception e) {
            throw new FlinkRuntimeException("window state cannot be read", e);
        }
    }

    private static void run(StateRun run) {
        try {
            run.run();
        } catch (Exception e) {
            throw new FlinkRuntimeException("window state cannot be used", e);
        }
    }

    private interface StateCall<T> {
        T run() throws Exception;
    }

    private interface StateRun {
        void run() throws Exception;
    }
}
