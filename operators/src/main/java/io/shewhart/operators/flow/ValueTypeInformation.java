/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import com.google.protobuf.MessageLite;
import io.shewhart.operators.trace.SpanGroup;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of a value with a serializer of its own. Keeps Flink from falling back to Kryo.
 *
 * <p>Only types with stable {@code equals} and {@code hashCode} may say that they can be keys.
 */
public final class ValueTypeInformation<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final TypeSerializer<T> serializer;
    private final boolean key;

    private ValueTypeInformation(Class<T> type, TypeSerializer<T> serializer, boolean key) {
        this.type = type;
        this.serializer = serializer;
        this.key = key;
    }

    /** For a protobuf message type. */
    @SuppressWarnings("unchecked") // a prototype's class is the class of T
    public static <T extends MessageLite> ValueTypeInformation<T> proto(T prototype) {
        return new ValueTypeInformation<>(
                (Class<T>) prototype.getClass(), new ProtoSerializer<>(prototype), false);
    }

    /** For 16-byte keys. */
    public static ValueTypeInformation<Key128> key128() {
        return new ValueTypeInformation<>(Key128.class, Key128.Serializer.INSTANCE, true);
    }

    /** For span groups. */
    public static ValueTypeInformation<SpanGroup> spanGroup() {
        return new ValueTypeInformation<>(SpanGroup.class, SpanGroupSerializer.INSTANCE, false);
    }

    /** For any other type that is never a key. */
    public static <T> ValueTypeInformation<T> of(Class<T> type, TypeSerializer<T> serializer) {
        return new ValueTypeInformation<>(type, serializer, false);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return key;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer.duplicate();
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueTypeInformation<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ValueTypeInformation;
    }
}
