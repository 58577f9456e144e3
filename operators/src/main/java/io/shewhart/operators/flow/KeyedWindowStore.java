/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.window.SeriesKey;
import io.shewhart.operators.window.WindowStore;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.FlinkRuntimeException;

/** A {@link WindowStore} over keyed state. A failing state backend fails the task, as it must. */
final class KeyedWindowStore implements WindowStore {
    private static final TypeInformation<byte[]> BYTES =
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    private final ValueState<byte[]> header;
    private final ValueState<byte[]> registry;
    private final MapState<Tuple3<Long, Long, Long>, byte[]> bundles;

    KeyedWindowStore(KeyedStateStore states) {
        header = states.getState(new ValueStateDescriptor<>("header", BYTES));
        registry = states.getState(new ValueStateDescriptor<>("registry", BYTES));
        bundles =
                states.getMapState(
                        new MapStateDescriptor<>(
                                "bundles", Types.TUPLE(Types.LONG, Types.LONG, Types.LONG), BYTES));
    }

    @Override
    public byte[] header() {
        return call(header::value);
    }

    @Override
    public void putHeader(byte[] bytes) {
        run(() -> header.update(bytes));
    }

    @Override
    public byte[] registry() {
        return call(registry::value);
    }

    @Override
    public void putRegistry(byte[] bytes) {
        run(() -> registry.update(bytes));
    }

    @Override
    public byte[] bundle(long windowStart, SeriesKey key) {
        return call(() -> bundles.get(key(windowStart, key)));
    }

    @Override
    public void putBundle(long windowStart, SeriesKey key, byte[] bundle) {
        run(() -> bundles.put(key(windowStart, key), bundle));
    }

    @Override
    public void forEachBundle(long windowStart, BiConsumer<SeriesKey, byte[]> visitor) {
        run(
                () -> {
                    for (Map.Entry<Tuple3<Long, Long, Long>, byte[]> e : bundles.entries()) {
                        if (e.getKey().f0 == windowStart) {
                            visitor.accept(
                                    new SeriesKey(e.getKey().f1, e.getKey().f2), e.getValue());
                        }
                    }
                });
    }

    @Override
    public void removeBundle(long windowStart, SeriesKey key) {
        run(() -> bundles.remove(key(windowStart, key)));
    }

    @Override
    public void clear() {
        header.clear();
        registry.clear();
    }

    private static Tuple3<Long, Long, Long> key(long windowStart, SeriesKey key) {
        return Tuple3.of(windowStart, key.high(), key.low());
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
