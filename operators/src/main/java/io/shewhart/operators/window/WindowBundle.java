/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All accumulators of one label set in one window. Merging is commutative and associative, and two
 * bundles with the same content encode to the same bytes, however they came about.
 *
 * <p>Mutable, not thread-safe.
 */
final class WindowBundle {
    private static final int VERSION = 2;

    private final BundleKind kind;
    private final Map<Metric, Distribution> distributions = new EnumMap<>(Metric.class);
    private final Map<Metric, Exemplars> events = new EnumMap<>(Metric.class);
    private long requests;
    private long errors;
    private long incompletes;
    private long tokenCalls;
    private final WideSum producedTokens = new WideSum();

    WindowBundle(BundleKind kind) {
        this.kind = kind;
    }

    BundleKind kind() {
        return kind;
    }

    /** Counts one call or trace. */
    void count(boolean failed, boolean incomplete) {
        requests++;
        errors += failed ? 1 : 0;
        incompletes += incomplete ? 1 : 0;
    }

    /** Adds an observation without tokens; see {@link Distribution#add}. */
    void observe(Metric metric, long quanta, CallId call) {
        observe(metric, quanta, call, TokenLog.UNKNOWN, TokenLog.UNKNOWN);
    }

    /** Adds an observation; see {@link Distribution#add}. */
    void observe(Metric metric, long quanta, CallId call, int logInput, int second) {
        if (metric.bundle() != kind) {
            throw new IllegalArgumentException(metric + " in a bundle of " + kind);
        }
        distributions
                .computeIfAbsent(metric, Distribution::new)
                .add(quanta, call, logInput, second);
    }

    /** Shows a request as an event of a ratio; it has been counted. */
    void showEvent(Metric ratio, CallId call) {
        if (ratio.kind() != Metric.Kind.RATIO || ratio.bundle() != kind) {
            throw new IllegalArgumentException(ratio + " in a bundle of " + kind);
        }
        if (call != null) {
            events.computeIfAbsent(ratio, created -> new Exemplars()).add(call, 1);
        }
    }

    /** Some events of a ratio, chosen by hash; empty if there are none. */
    List<Exemplars.Entry> events(Metric ratio) {
        Exemplars shown = events.get(ratio);
        return shown == null ? List.of() : shown.typical(1);
    }

    /** Adds the output tokens of one call to what the window produced. */
    void produce(long tokens) {
        tokenCalls++;
        producedTokens.add(tokens);
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    long incompletes() {
        return incompletes;
    }

    /** Calls whose output tokens are known. */
    long tokenCalls() {
        return tokenCalls;
    }

    WideSum producedTokens() {
        return producedTokens;
    }

    /** Metrics with at least one observation. */
    Collection<Distribution> distributions() {
        return distributions.values();
    }

    void merge(WindowBundle other) {
        if (other.kind != kind) {
            throw new IllegalArgumentException("merges " + other.kind + " into " + kind);
        }
        requests += other.requests;
        errors += other.errors;
        incompletes += other.incompletes;
        tokenCalls += other.tokenCalls;
        producedTokens.add(other.producedTokens);
        for (Distribution distribution : other.distributions()) {
            distributions
                    .computeIfAbsent(distribution.metric(), Distribution::new)
                    .merge(distribution);
        }
        other.events.forEach(
                (ratio, shown) ->
                        events.computeIfAbsent(ratio, created -> new Exemplars()).merge(shown));
    }

    byte[] encode() {
        TreeSet<CallId> ids = new TreeSet<>();
        for (Distribution distribution : distributions()) {
            if (distribution.exemplars() != null) {
                distribution.exemplars().collect(ids);
            }
        }
        events.values().forEach(shown -> shown.collect(ids));
        CallId.Table calls = new CallId.Table(ids);
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeByte(kind.code());
        out.writeVarint(requests);
        out.writeVarint(errors);
        out.writeVarint(incompletes);
        out.writeVarint(tokenCalls);
        producedTokens.encode(out);
        calls.encode(out);
        for (Distribution distribution : distributions()) {
            out.writeByte(distribution.metric().code());
            distribution.encode(out, calls);
        }
        events.forEach(
                (ratio, shown) -> {
                    out.writeByte(ratio.code());
                    shown.encode(out, calls);
                });
        return out.toByteArray();
    }

    static WindowBundle decode(byte[] bytes) {
        ByteReader in = header(bytes);
        WindowBundle bundle = new WindowBundle(BundleKind.ofCode(in.readByte()));
        bundle.mergeEncoded(in);
        return bundle;
    }

    /** Adds an encoded bundle of the same kind. */
    void mergeEncoded(byte[] bytes) {
        ByteReader in = header(bytes);
        BundleKind other = BundleKind.ofCode(in.readByte());
        if (other != kind) {
            throw new WindowFormatException("merges " + other + " into " + kind);
        }
        mergeEncoded(in);
    }

    private void mergeEncoded(ByteReader in) {
        requests += in.readVarint();
        errors += in.readVarint();
        incompletes += in.readVarint();
        tokenCalls += in.readVarint();
        producedTokens.addEncoded(in);
        CallId.Table calls = CallId.Table.decode(in);
        while (!in.atEnd()) {
            Metric metric = Metric.ofCode(in.readByte());
            if (metric.kind() == Metric.Kind.RATIO) {
                events.computeIfAbsent(metric, created -> new Exemplars()).mergeEncoded(in, calls);
            } else {
                distributions.computeIfAbsent(metric, Distribution::new).mergeEncoded(in, calls);
            }
        }
    }

    /** Requests of an encoded bundle, without reading the rest. */
    static long requests(byte[] bytes) {
        ByteReader in = header(bytes);
        in.readByte();
        return in.readVarint();
    }

    private static ByteReader header(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.requireVersion(VERSION, "window bundle");
        return in;
    }
}
