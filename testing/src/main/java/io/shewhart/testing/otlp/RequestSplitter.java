/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts requests into pieces that a record can hold. All three signals have the same shape: a
 * request holds resources (field 1), a resource scopes (field 2), a scope items (field 2).
 */
final class RequestSplitter {
    private final int maxBytes;

    /**
     * @param maxBytes of a record's value
     */
    RequestSplitter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * @param records values, each a whole request; empty when there is nothing in it
     * @param items how many items they hold; of metrics the data points
     * @param rejected items that fit into no record
     */
    record Pieces(List<byte[]> records, long items, long rejected) {}

    private record Item(Message resource, Message scope, Message item) {}

    Pieces split(Message request) {
        List<Item> items = new ArrayList<>();
        for (Message resource : children(request, 1)) {
            for (Message scope : children(resource, 2)) {
                children(scope, 2).forEach(item -> items.add(new Item(resource, scope, item)));
            }
        }
        long total = count(items);
        if (items.isEmpty()) {
            return new Pieces(List.of(), 0, 0);
        }
        if (request.getSerializedSize() <= maxBytes) {
            return new Pieces(List.of(request.toByteArray()), total, 0);
        }
        List<byte[]> records = new ArrayList<>();
        long rejected = split(request, items, records);
        return new Pieces(records, total - rejected, rejected);
    }

    private long split(Message request, List<Item> items, List<byte[]> records) {
        byte[] whole = build(request, items).toByteArray();
        if (whole.length <= maxBytes) {
            records.add(whole);
            return 0;
        }
        if (items.size() == 1) {
            return count(items);
        }
        int half = items.size() / 2;
        return split(request, items.subList(0, half), records)
                + split(request, items.subList(half, items.size()), records);
    }

    private static Message build(Message request, List<Item> items) {
        Message.Builder result = request.newBuilderForType();
        Message.Builder resource = null;
        Message.Builder scope = null;
        Item last = null;
        for (Item item : items) {
            // The same object, not an equal one: equal scopes stay as they came.
            boolean sameResource = last != null && last.resource == item.resource;
            boolean sameScope = sameResource && last.scope == item.scope;
            if (!sameScope && scope != null) {
                add(resource, 2, scope);
            }
            if (!sameResource) {
                if (resource != null) {
                    add(result, 1, resource);
                }
                resource = item.resource.toBuilder();
                resource.clearField(field(resource, 2));
            }
            if (!sameScope) {
                scope = item.scope.toBuilder();
                scope.clearField(field(scope, 2));
            }
            scope.addRepeatedField(field(scope, 2), item.item);
            last = item;
        }
        add(resource, 2, scope);
        add(result, 1, resource);
        return result.build();
    }

    private static void add(Message.Builder to, int number, Message.Builder child) {
        to.addRepeatedField(field(to, number), child.build());
    }

    private static FieldDescriptor field(Message.Builder message, int number) {
        return message.getDescriptorForType().findFieldByNumber(number);
    }

    @SuppressWarnings("unchecked") // a repeated message field is a list of messages
    private static List<Message> children(Message parent, int number) {
        return (List<Message>)
                parent.getField(parent.getDescriptorForType().findFieldByNumber(number));
    }

    private static long count(List<Item> items) {
        return items.stream().mapToLong(item -> count(item.item)).sum();
    }

    /** The data points of a metric; one of everything else. */
    private static long count(Message item) {
        var oneofs = item.getDescriptorForType().getRealOneofs();
        if (!item.getDescriptorForType().getName().equals("Metric")) {
            return 1;
        }
        FieldDescriptor data = item.getOneofFieldDescriptor(oneofs.get(0));
        return data == null ? 0 : children((Message) item.getField(data), 1).size();
    }
}
