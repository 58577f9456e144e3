/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of one protobuf message type: a length, then the message's own bytes. Evolution is
 * protobuf's: any schema that protobuf can read, this can restore. Messages are immutable, so
 * copies are the message itself.
 */
public final class ProtoSerializer<T extends MessageLite> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final T prototype;

    public ProtoSerializer(T prototype) {
        this.prototype = prototype;
    }

    T prototype() {
        return prototype;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        return prototype;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T message, DataOutputView target) throws IOException {
        byte[] bytes = message.toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        try {
            @SuppressWarnings("unchecked") // a message's parser makes messages of its own type
            Parser<T> parser = (Parser<T>) prototype.getParserForType();
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "state or stream holds no readable " + prototype.getClass().getName(), e);
        }
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtoSerializer<?> that
                && Objects.equals(prototype.getClass(), that.prototype.getClass());
    }

    @Override
    public int hashCode() {
        return prototype.getClass().hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new ProtoSerializerSnapshot<>(prototype);
    }
}
