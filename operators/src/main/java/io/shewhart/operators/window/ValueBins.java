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
import java.util.Iterator;

/**
 * A DDSketch of non-negative values with relative error 1 %: its content, and every encoding of it,
 * depends only on the values and not on the order in which they were added or merged.
 *
 * <p>Mapping, quantile rule and outer format are the library's. The bins are kept in {@link
 * BinCounts}, where the library's leanest stores take a page of 32 bins or a tree node for the
 * first value and encode differently by history. Mutable, not thread-safe.
 */
final class ValueBins {
    /**
     * The mapping of every sketch. Cubic interpolation indexes with additions and multiplications
     * only, so a value falls into the same bin on every processor; gamma is the one that the
     * library derives from a relative accuracy of 0.01, written out for the same reason.
     */
    static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(0x1.051ede9e7f1c2p0, 0.0);

    private final BinCounts bins = new BinCounts();
    private long zeros;
    private long positives;

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
        bins.add(index, count);
    }

    void merge(ValueBins other) {
        zeros += other.zeros;
        BinCounts from = other.bins;
        for (int at = from.next(0); at >= 0; at = from.next(at + 1)) {
            add(from.index(at), from.count(at));
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
        int own = MAPPING.index(x);
        long above = 0;
        for (int at = bins.next(0); at >= 0; at = bins.next(at + 1)) {
            above += bins.index(at) > own ? bins.count(at) : 0;
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
        int last = -1;
        for (int at = bins.next(0); at >= 0; at = bins.next(at + 1)) {
            last = at;
            seen += bins.count(at);
            if (seen > rank) {
                break;
            }
        }
        return last < 0 ? 0 : MAPPING.value(bins.index(last));
    }

    /** The sketch in the library's own encoding, mapping included. */
    byte[] toLibraryBytes() {
        // Bins in ascending order into an empty store: equal content has equal history.
        Store store = new UnboundedSizeDenseStore();
        for (int at = bins.next(0); at >= 0; at = bins.next(at + 1)) {
            store.add(bins.index(at), (double) bins.count(at));
        }
        DDSketch sketch =
                DDSketch.of(MAPPING, new UnboundedSizeDenseStore(), store, (double) zeros);
        GrowingByteArrayOutput out =
                GrowingByteArrayOutput.withInitialCapacity(64 + 4 * bins.size());
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
        ValueBins read = new ValueBins();
        Iterator<Bin> stored = sketch.getPositiveValueStore().getAscendingIterator();
        while (stored.hasNext()) {
            Bin bin = stored.next();
            read.add(bin.getIndex(), (long) bin.getCount());
        }
        read.zeros = (long) sketch.getCount() - read.positives;
        return read;
    }

    /** Zeros, bins, then first index and differences, each with its count. */
    void encode(ByteWriter out) {
        out.writeVarint(zeros);
        out.writeVarint(bins.size());
        int last = 0;
        for (int at = bins.next(0); at >= 0; at = bins.next(at + 1)) {
            out.writeSigned((long) bins.index(at) - last);
            out.writeVarint(bins.count(at));
            last = bins.index(at);
        }
    }

    /** Adds an encoded sketch. */
    void mergeEncoded(ByteReader in) {
        zeros += in.readVarint();
        int index = 0;
        for (int more = in.readCount(); more > 0; more--) {
            index = Math.toIntExact(index + in.readSigned());
            add(index, in.readVarint());
        }
    }
}
