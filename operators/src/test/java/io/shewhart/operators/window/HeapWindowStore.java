/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** A store on the heap for one service. */
final class HeapWindowStore implements WindowStore {
    private record Place(long windowStart, SeriesKey key) {}

    private byte[] header;
    private byte[] registry;
    private final Map<Place, byte[]> bundles = new HashMap<>();

    @Override
    public byte[] header() {
        return header;
    }

    @Override
    public void putHeader(byte[] value) {
        header = value;
    }

    @Override
    public byte[] registry() {
        return registry;
    }

    @Override
    public void putRegistry(byte[] value) {
        registry = value;
    }

    @Override
    public byte[] bundle(long windowStart, SeriesKey key) {
        return bundles.get(new Place(windowStart, key));
    }

    @Override
    public void putBundle(long windowStart, SeriesKey key, byte[] bundle) {
        bundles.put(new Place(windowStart, key), bundle);
    }

    @Override
    public void forEachBundle(long windowStart, BiConsumer<SeriesKey, byte[]> visitor) {
        bundles.forEach(
                (place, bytes) -> {
                    if (place.windowStart == windowStart) {
                        visitor.accept(place.key, bytes);
                    }
                });
    }

    @Override
    public void removeBundle(long windowStart, SeriesKey key) {
        bundles.remove(new Place(windowStart, key));
    }

    @Override
    public void clear() {
        header = null;
        registry = null;
    }

    int bundles() {
        return bundles.size();
    }

    boolean isEmpty() {
        return header == null && registry == null && bundles.isEmpty();
    }
}
