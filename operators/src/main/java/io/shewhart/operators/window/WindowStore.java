/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.function.BiConsumer;

/**
 * Where the windows of one service are kept: two single values and one map from (window start,
 * series key) to bytes, as keyed state offers them. The service is the key in whose scope every
 * call is made. Absent values are null. Values are never written into after they were handed over.
 */
public interface WindowStore {

    /** Open windows and the last closed one; some tens of bytes, read at every add. */
    byte[] header();

    /** Replaces the header. */
    void putHeader(byte[] header);

    /** Admitted series; about 100 bytes each, read and written at a close only. */
    byte[] registry();

    /** Replaces the registry. */
    void putRegistry(byte[] registry);

    /** One open bundle. */
    byte[] bundle(long windowStart, SeriesKey key);

    /** Creates or replaces an open bundle. */
    void putBundle(long windowStart, SeriesKey key, byte[] bundle);

    /** Visits the open bundles of a window in any order; the visitor changes nothing. */
    void forEachBundle(long windowStart, BiConsumer<SeriesKey, byte[]> visitor);

    /** Forgets an open bundle. */
    void removeBundle(long windowStart, SeriesKey key);

    /** Forgets header and registry; no bundle is open then. */
    void clear();
}
