/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/**
 * The windows of one service, from partial windows to aggregates: merges, and closes every window
 * exactly once, in order of time.
 *
 * <p>Same partial windows, same output, byte for byte, whatever their order and cuts, as long as
 * all of a window's came before it closed. What comes for a closed window is refused and counted,
 * also after a restore: the last closed end is state. Holds nothing itself; everything is in the
 * {@link WindowStore}, in the scope of the service. Times in nanoseconds since the Unix epoch. Not
 * thread-safe.
 */
public final class ServiceWindows {
    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private final WindowConfig config;
    private final WindowStore store;

    /** Windows in a store; whatever is in it is taken over. */
    public ServiceWindows(WindowConfig config, WindowStore store) {
        this.config = config;
        this.store = store;
    }

    /**
     * Merges a partial window of this service.
     *
     * @return false if it overlaps what is closed (or an open window of another length, after the
     *     configuration changed), and was counted only
     */
    public boolean add(PartialWindow partial, WindowOutput out) {
        WindowHeader header = WindowHeader.decode(store.header());
        WindowHeader.Open window = header.open.get(partial.windowStart());
        if (partial.windowStart() < header.lastClosedEnd
                || (window != null && window.end != partial.windowEnd())) {
            out.count(WindowCounter.REQUESTS_REFUSED, partial.requests());
            return false;
        }
        if (window == null) {
            window = new WindowHeader.Open(partial.windowStart(), partial.windowEnd());
            header.open.put(window.start, window);
            store.putHeader(header.encode());
        }
        if (new OpenWindow(store, window, config.candidateLimit()).add(partial)) {
            store.putHeader(header.encode());
        }
        return true;
    }

    /**
     * Closes the window that ends at a time and every one before it, gaps included.
     *
     * @param windowEnd end of the newest window to close
     */
    public void close(long windowEnd, WindowOutput out) {
        WindowHeader header = WindowHeader.decode(store.header());
        if (header.nextEnd() > windowEnd) {
            return;
        }
        SeriesRegistry registry = SeriesRegistry.decode(store.registry());
        WindowCloser closer = new WindowCloser(config, store, registry, out);
        for (long end = header.nextEnd();
                end != NEVER && end <= windowEnd;
                end = header.nextEnd()) {
            closer.close(header, end);
        }
        if (registry.size() == 0 && header.open.isEmpty()) {
            // Silent for longer than series-ttl: nothing that late can still come.
            store.clear();
        } else {
            store.putHeader(header.encode());
            store.putRegistry(registry.encode());
        }
    }

    /** Closes what is due at a time: every window whose end + lateness is not after it. */
    public void advanceTo(long unixNano, WindowOutput out) {
        close(unixNano - config.latenessNanos(), out);
    }

    /**
     * Closes what is open because the input has ended, and of the silence after it only what lies
     * within the known bounds of the log: where those are not known, the end of the input says
     * nothing about traffic. To be called instead of {@link #advanceTo} once the watermark is at
     * the end of time; no deadline is to be set afterwards.
     */
    public void finish(WindowOutput out) {
        long last = config.bounds().lastEventUnixNano();
        long end = last == NEVER ? Long.MIN_VALUE : config.windowStart(last) + config.windowNanos();
        for (WindowHeader.Open window : WindowHeader.decode(store.header()).open.values()) {
            end = Math.max(end, window.end);
        }
        close(end, out);
    }

    /**
     * When {@link #advanceTo} has something to do next, or {@link #NEVER}. To be asked after every
     * add and close; it can come nearer with an add.
     */
    public long nextDeadline() {
        long end = WindowHeader.decode(store.header()).nextEnd();
        return end == NEVER ? NEVER : end + config.latenessNanos();
    }
}
