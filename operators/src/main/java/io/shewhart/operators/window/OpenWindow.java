/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.TreeMap;

/**
 * The label sets of one open window, bounded: of more than the limit, those with the smallest keys
 * are kept apart and the rest merges into other.
 *
 * <p>A key that is ever beyond the limit stays beyond it whatever comes later, so the outcome does
 * not depend on the order of arrival; admission plays no part, because a window may be filled
 * before or after the one before it closes.
 */
final class OpenWindow {
    private final WindowStore store;
    private final WindowHeader.Open window;
    private final int limit;

    OpenWindow(WindowStore store, WindowHeader.Open window, int limit) {
        this.store = store;
        this.window = window;
        this.limit = limit;
    }

    /** Merges a partial window; tells whether the header changed. */
    boolean add(PartialWindow partial) {
        SeriesKey key = partial.bundleKey();
        if (partial.isOverflow()) {
            merge(key, partial);
            return false;
        }
        if (window.threshold != null && key.compareTo(window.threshold) > 0) {
            addOverflow(partial);
            return false;
        }
        if (merge(key, partial)) {
            return false;
        }
        window.candidates++;
        // Trimmed at twice the limit, so that a flood costs a pass over the window now and then.
        if (window.candidates >= 2 * (long) limit) {
            trim();
        }
        return true;
    }

    /** Merges into the store; tells whether the key was there. */
    private boolean merge(SeriesKey key, PartialWindow partial) {
        byte[] stored = store.bundle(window.start, key);
        PartialWindow merged = partial;
        if (stored != null) {
            WindowBundle bundle = WindowBundle.decode(PartialWindow.decode(stored).bundle());
            bundle.mergeEncoded(partial.bundle());
            merged = partial.withBundle(bundle.encode());
        }
        store.putBundle(window.start, key, merged.encode());
        return stored != null;
    }

    private void addOverflow(PartialWindow partial) {
        PartialWindow other = partial.overflow();
        merge(other.bundleKey(), other);
    }

    /** Brings the label sets kept apart down to the limit. */
    void trim() {
        if (window.candidates <= limit) {
            return;
        }
        TreeMap<SeriesKey, PartialWindow> kept = new TreeMap<>();
        store.forEachBundle(
                window.start,
                (key, bytes) -> {
                    PartialWindow partial = PartialWindow.decode(bytes);
                    if (!partial.isOverflow()) {
                        kept.put(key, partial);
                    }
                });
        while (kept.size() > limit) {
            SeriesKey last = kept.lastKey();
            store.removeBundle(window.start, last);
            addOverflow(kept.remove(last));
        }
        window.threshold = kept.lastKey();
        window.candidates = kept.size();
    }
}
