/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/**
 * What one subtask saw of one label set in one window, on its way to the operator that owns the
 * service. Immutable as long as nobody writes into the arrays. Times in nanoseconds since the Unix
 * epoch.
 */
public final class PartialWindow {
    private static final int VERSION = 1;

    private final LabelSet labels;
    private final BundleKind kind;
    private final long windowStart;
    private final long windowEnd;
    private final byte[] bundle;

    PartialWindow(
            LabelSet labels, BundleKind kind, long windowStart, long windowEnd, byte[] bundle) {
        this.labels = labels;
        this.kind = kind;
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.bundle = bundle;
    }

    /** The key it is routed by; "" for calls without a service name. */
    public String service() {
        return labels.service();
    }

    public LabelSet labels() {
        return labels;
    }

    public BundleKind kind() {
        return kind;
    }

    /** Start of the window, inclusive. */
    public long windowStart() {
        return windowStart;
    }

    /** End of the window, exclusive. */
    public long windowEnd() {
        return windowEnd;
    }

    /** Calls or traces in it. */
    public long requests() {
        return WindowBundle.requests(bundle);
    }

    /** The accumulators, encoded. */
    byte[] bundle() {
        return bundle;
    }

    SeriesKey bundleKey() {
        return SeriesKey.ofBundle(kind, labels);
    }

    boolean isOverflow() {
        return labels.equals(labels.overflow(kind));
    }

    /** The same bundle under the labels of merged series. */
    PartialWindow overflow() {
        return new PartialWindow(labels.overflow(kind), kind, windowStart, windowEnd, bundle);
    }

    PartialWindow withBundle(byte[] other) {
        return new PartialWindow(labels, kind, windowStart, windowEnd, other);
    }

    /** Bytes for serializers and state; equal contents give equal bytes. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeByte(kind.code());
        labels.encode(out);
        out.writeSigned(windowStart);
        out.writeVarint(windowEnd - windowStart);
        out.writeBytes(bundle);
        return out.toByteArray();
    }

    /**
     * Reads {@link #encode}'s bytes.
     *
     * @throws WindowFormatException if they are of another version or damaged
     */
    public static PartialWindow decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.requireVersion(VERSION, "partial window");
        BundleKind kind = BundleKind.ofCode(in.readByte());
        LabelSet labels = LabelSet.decode(in);
        long start = in.readSigned();
        long end = start + in.readVarint();
        return new PartialWindow(labels, kind, start, end, in.readRest());
    }
}
