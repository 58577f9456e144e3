/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;

/**
 * A DDSketch of non-negative values with relative error 1 %: its content, and every encoding of it,
 * depends only on the values and not on the order in which they were added or merged.
 *
 * <p>Mapping, quantile rule and outer format are the library's. The bins are kept in two sorted
 * arrays of exact size order: 12 bytes a used bin, where the library's leanest stores take a page
 * of 32 bins or a tree node for the first value and encode differently by history. Mutable, not
 * thread-safe.
 */
final class ValueBins {
    /**
     * The mapping of every sketch. Cubic interpolation indexes with additions and multiplications
     * only, so a value falls into the same bin on every processor; gamma is the one that the
     * library derives from a relative accuracy of 0.01, written out for the same reason.
     */
    static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(0x1.051ede9e7f1c2p0, 0.0);

    private static final int FIRST_CAPACITY = 4;

    /** A power of two; below that many bins a search is as fast. */
    private static final int HINTS = 64;

    private int size;
    private int[] indexes = new int[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private long zeros;
    private long positives;

    /** Where an index was found last, by its low bits; wrong after others were put before it. */
    private short[] hints;

    /** Adds a finite value of at least zero; the caller has made sure of that. */
    void add(double value) {
        if (value == 0) {
            zeros++;
        } else {
            add(MAPPING.index(value), 1);
        }
    }

    private void add(int index, long count) {
        positives += count;
        int found = find(index);
        if (found >= 0) {
            counts[found] += count;
            return;
        }
        int at = -found - 1;
        if (size == indexes.length) {
            reserve(size + (size >> 1) + 1);
        }
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        indexes[at] = index;
        counts[at] = count;
        size++;
    }

    private int find(int index) {
        if (size < HINTS) {
            return Arrays.binarySearch(indexes, 0, size, index);
        }
        if (hints == null) {
            hints = new short[HINTS];
        }
        int slot = index & (HINTS - 1);
        int hint = hints[slot];
        if (hint < size && indexes[hint] == index) {
            return hint;
        }
        int found = Arrays.binarySearch(indexes, 0, size, index);
        if (found >= 0 && found <= Short.MAX_VALUE) {
            hints[slot] = (short) found;
        }
        return found;
    }

    private void reserve(int capacity) {
        if (capacity > indexes.length) {
            indexes = Arrays.copyOf(indexes, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    void merge(ValueBins other) {
        zeros += other.zeros;
        reserve(Math.max(size, other.size));
        for (int i = 0; i < other.size; i++) {
            add(other.indexes[i], other.counts[i]);
        }
    }

    long count() {
        return zeros + positives;
    }

    long positives() {
        return positives;
    }

    /** Observations in the bins above the one that holds x; the values in x's own bin are not. */
    long countAbove(double x) {
        if (x < 0) {
            return count();
        }
        if (x < MAPPING.minIndexableValue()) {
            return positives;
        }
        if (x > MAPPING.maxIndexableValue()) {
            return 0;
        }
        int found = Arrays.binarySearch(indexes, 0, size, MAPPING.index(x));
        long above = 0;
        for (int i = found >= 0 ? found + 1 : -found - 1; i < size; i++) {
            above += counts[i];
        }
        return above;
    }

    /** The value at rank q (n - 1), as the library defines it; NaN without values. */
    double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile " + q + " is not between 0 and 1");
        }
        if (count() == 0) {
            return Double.NaN;
        }
        double rank = q * (count() - 1);
        long seen = zeros;
        if (seen > rank) {
            return 0;
        }
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen > rank) {
                return MAPPING.value(indexes[i]);
            }
        }
        return size == 0 ? 0 : MAPPING.value(indexes[size - 1]);
    }

    /** The sketch in the library's own encoding, mapping included. */
    byte[] toLibraryBytes() {
        // Bins in ascending order into an empty store: equal content has equal history.
        Store store = new UnboundedSizeDenseStore();
        for (int i = 0; i < size; i++) {
            store.add(indexes[i], (double) counts[i]);
        }
        DDSketch sketch =
                DDSketch.of(MAPPING, new UnboundedSizeDenseStore(), store, (double) zeros);
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withInitialCapacity(64 + 4 * size);
        try {
            sketch.encode(out, false);
        } catch (IOException e) {
            throw new AssertionError("a byte array takes every byte", e);
        }
        return out.trimmedCopy();
    }

    /** Reads the library's encoding; the mapping must be {@link #MAPPING}. */
    static ValueBins ofLibraryBytes(byte[] bytes) {
        DDSketch sketch;
        try {
            sketch = DDSketch.decode(ByteArrayInput.wrap(bytes), SparseStore::new);
        } catch (IOException e) {
            throw new WindowFormatException("no DDSketch: " + e.getMessage(), e);
        }
        if (!sketch.getIndexMapping().equals(MAPPING)
                || !sketch.getNegativeValueStore().isEmpty()) {
            throw new WindowFormatException("a DDSketch of another mapping or with negatives");
        }
        ValueBins bins = new ValueBins();
        Iterator<Bin> stored = sketch.getPositiveValueStore().getAscendingIterator();
        while (stored.hasNext()) {
            Bin bin = stored.next();
            bins.add(bin.getIndex(), (long) bin.getCount());
        }
        bins.zeros = (long) sketch.getCount() - bins.positives;
        return bins;
    }

    /** Zeros, bins, then first index and differences, each with its count. */
    void encode(ByteWriter out) {
        out.writeVarint(zeros);
        out.writeVarint(size);
        int last = 0;
        for (int i = 0; i < size; i++) {
            out.writeSigned((long) indexes[i] - last);
            out.writeVarint(counts[i]);
            last = indexes[i];
        }
    }

    /** Adds an encoded sketch. */
    void mergeEncoded(ByteReader in) {
        zeros += in.readVarint();
        int bins = in.readCount();
        reserve(bins);
        int index = 0;
        for (int i = 0; i < bins; i++) {
            index = Math.toIntExact(index + in.readSigned());
            add(index, in.readVarint());
        }
    }
}
