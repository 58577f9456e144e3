/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.List;

/**
 * All that the engine remembers of one chart key; immutable for its users.
 *
 * <p>{@code decode(encode())} continues exactly as the original would. The bytes carry their format
 * and the fingerprint of what they were learned with (metric kind, window length, EWMA weight,
 * scale). Format 9 added what refines a baseline to every location chart, and has tails in probits;
 * format 8 is read without the one, and a dispersed tail is learned anew. Format 10 added how long
 * a version was without traffic beside others; before, none ever was. Format 11 added the EWMA of
 * the tail, which was quiet before. Format 12 added what refines a baseline to every chart of a
 * ratio or a tail, sums for large changes, and how long a subgroup beyond a limit waits for a
 * second one; before, nothing had been collected and only the next one counted. Format 13 added the
 * windows in which events of a ratio or a tail have been gathering, and the ratio of an episode;
 * before, none had.
 */
public final class KeyState {

    /** The format that is written. */
    static final int FORMAT = 13;

    /** The oldest format that is still read: without refinement. */
    private static final int OLDEST = 8;

    /** The first format with {@link LocationRefinement}. */
    static final int REFINED = 9;

    /** The first format that knows how long a version was without traffic beside others. */
    static final int WITHDRAWN = 10;

    /** The first format that knows the EWMA of the tail. */
    static final int TAIL_EWMA = 11;

    /** The first format with {@link AttributeRefinement}. */
    static final int RATIO_REFINED = 12;

    /** The first format with {@link BurstWatch}. */
    static final int BURSTS = 13;

    /** The first format with sums for large changes. */
    static final int CHANGE_POINTS = 12;

    private static final int MOST_VERSIONS = 128;

    final MetricKind kind;
    final String fingerprint;
    final List<VersionState> versions = new ArrayList<>();

    /** Index of the incumbent, -1 before a version went through phase I. */
    int incumbent = -1;

    long evicted;
    Episode episode;

    /** Counts of a window that is not closed yet. */
    PendingCounts pending = new PendingCounts();

    KeyState(MetricKind kind, String fingerprint) {
        this.kind = kind;
        this.fingerprint = fingerprint;
    }

    /** Versions that were dropped because too many were in use at once. */
    public long evictedVersions() {
        return evicted;
    }

    /** Whether an episode is open. */
    public boolean episodeOpen() {
        return episode != null;
    }

    /**
     * Versions that had traffic within a time before the newest traffic of all; at least one. Each
     * of them has charts that can alarm.
     */
    public int versionsInUse(long nanos) {
        long newest = Long.MIN_VALUE;
        for (VersionState version : versions) {
            newest = Math.max(newest, version.lastTraffic);
        }
        int inUse = 0;
        for (VersionState version : versions) {
            if (newest - version.lastTraffic <= nanos) {
                inUse++;
            }
        }
        return Math.max(1, inUse);
    }

    /** The state in its compact binary format. */
    public byte[] encode() {
        StateWriter out = new StateWriter();
        out.number(FORMAT);
        out.text(kind.name());
        out.text(fingerprint);
        out.number(incumbent);
        out.number(evicted);
        pending.write(out);
        out.number(versions.size());
        for (VersionState version : versions) {
            version.write(out);
        }
        out.bool(episode != null);
        if (episode != null) {
            episode.write(out);
        }
        return out.toBytes();
    }

    /**
     * Reads a state.
     *
     * @throws StateFormatException if the format is unknown or the bytes are damaged; the caller
     *     then starts with null
     */
    public static KeyState decode(byte[] bytes) {
        try {
            return read(new StateReader(bytes));
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StateFormatException("damaged chart state: " + e.getMessage());
        }
    }

    private static KeyState read(StateReader in) {
        long format = in.number();
        if (format < OLDEST || format > FORMAT) {
            throw new StateFormatException(
                    "format " + format + " of a chart state, known: " + OLDEST + " to " + FORMAT);
        }
        in.format((int) format);
        KeyState state = new KeyState(MetricKind.valueOf(in.text()), in.text());
        state.incumbent = in.integer();
        state.evicted = in.number();
        state.pending = PendingCounts.read(in);
        int size = in.size();
        if (size > MOST_VERSIONS || state.incumbent >= size) {
            throw new StateFormatException(size + " versions, incumbent " + state.incumbent);
        }
        for (int i = 0; i < size; i++) {
            state.versions.add(VersionState.read(in, state.kind));
        }
        state.episode = in.bool() ? Episode.read(in) : null;
        if (!in.exhausted()) {
            throw new StateFormatException("bytes left after a chart state");
        }
        return state;
    }

    KeyState copy() {
        KeyState copy = new KeyState(kind, fingerprint);
        copy.incumbent = incumbent;
        copy.evicted = evicted;
        copy.pending = pending.copy();
        for (VersionState version : versions) {
            copy.versions.add(version.copy());
        }
        copy.episode = episode == null ? null : episode.copy();
        return copy;
    }
}
