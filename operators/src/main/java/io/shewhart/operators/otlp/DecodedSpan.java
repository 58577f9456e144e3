/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * One span as it stood on the wire, cut down to what rules need; reused between spans, valid only
 * during {@link SpanSink#span}.
 *
 * <p>Times are nanoseconds since the Unix epoch. Ids are big-endian longs; an id whose length is
 * not 16 (trace) or 8 (span) bytes reads as zero and is invalid, as an all-zero id is. A parent id
 * of wrong length reads as zero, no parent.
 */
public final class DecodedSpan {
    /** Trace id, first and last eight bytes. */
    public long traceIdHigh;

    public long traceIdLow;
    public long spanId;

    /** Zero: the span is a root. */
    public long parentSpanId;

    public long startTimeUnixNano;
    public long endTimeUnixNano;

    /** OTLP span kind, 0 unspecified to 5 consumer. */
    public int kind;

    /** OTLP status code: 0 unset, 1 ok, 2 error. */
    public int statusCode;

    /** dropped_attributes_count and dropped_events_count as reported. */
    public int droppedAttributes;

    public int droppedEvents;

    /** Span name: UTF-8 slice of {@code attributes().text()}. */
    public int nameOffset;

    public int nameLength;

    private final Attributes attributes;
    private final Attributes eventAttributes;
    private final long[] firstEventTimes;
    private final int[] eventCounts;
    private final int[] presentEvents;
    private int presentEventCount;

    /** Slots for the tables' names. */
    public DecodedSpan(int attributeSlots, int eventSlots, int eventAttributeSlots) {
        attributes = new Attributes(attributeSlots);
        eventAttributes = new Attributes(eventAttributeSlots);
        firstEventTimes = new long[eventSlots];
        eventCounts = new int[eventSlots];
        presentEvents = new int[eventSlots];
    }

    public Attributes attributes() {
        return attributes;
    }

    /** Attributes of events that some rule names; the first event that has one wins. */
    public Attributes eventAttributes() {
        return eventAttributes;
    }

    /** How many events of this name the span carries. */
    public int eventCount(int eventSlot) {
        return eventCounts[eventSlot];
    }

    /**
     * Number of event names that occur; together with {@link #eventSlotAt} the way to visit them.
     */
    public int eventSlots() {
        return presentEventCount;
    }

    /** The i-th event name that occurs, in order of first appearance. */
    public int eventSlotAt(int i) {
        return presentEvents[i];
    }

    /** Smallest time of the events of this name; undefined when there is none. */
    public long firstEventTimeUnixNano(int eventSlot) {
        return firstEventTimes[eventSlot];
    }

    /** Whether trace id and span id are both valid. */
    public boolean idsValid() {
        return (traceIdHigh | traceIdLow) != 0 && spanId != 0;
    }

    void clear(byte[] text) {
        traceIdHigh = 0;
        traceIdLow = 0;
        spanId = 0;
        parentSpanId = 0;
        startTimeUnixNano = 0;
        endTimeUnixNano = 0;
        kind = 0;
        statusCode = 0;
        droppedAttributes = 0;
        droppedEvents = 0;
        nameOffset = 0;
        nameLength = 0;
        attributes.clear(text);
        eventAttributes.clear(text);
        for (int i = 0; i < presentEventCount; i++) {
            eventCounts[presentEvents[i]] = 0;
        }
        presentEventCount = 0;
    }

    /** Adds the attributes of the event last added. */
    void addEventAttributes(Attributes ofOneEvent) {
        eventAttributes.putAbsent(ofOneEvent);
    }

    /** Replaces the text base after it grew; offsets stay valid. */
    void rebase(byte[] text) {
        attributes.rebase(text);
        eventAttributes.rebase(text);
    }

    void addEvent(int eventSlot, long timeUnixNano) {
        if (eventCounts[eventSlot]++ == 0) {
            presentEvents[presentEventCount++] = eventSlot;
            firstEventTimes[eventSlot] = timeUnixNano;
        } else if (timeUnixNano < firstEventTimes[eventSlot]) {
            firstEventTimes[eventSlot] = timeUnixNano;
        }
    }
}
