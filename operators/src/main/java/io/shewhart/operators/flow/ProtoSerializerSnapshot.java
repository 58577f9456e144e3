/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint keeps of a {@link ProtoSerializer}: format version 1, the message's class name.
 * The same class is compatible as it is, whatever fields it gained; another class never is.
 */
public final class ProtoSerializerSnapshot<T extends MessageLite>
        implements TypeSerializerSnapshot<T> {
    private T prototype;

    /** For Flink, which reads the rest. */
    public ProtoSerializerSnapshot() {}

    ProtoSerializerSnapshot(T prototype) {
        this.prototype = prototype;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(prototype.getClass().getName());
    }

    @Override
    @SuppressWarnings("unchecked") // the name was written from a T
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
            throws IOException {
        if (readVersion != 1) {
            throw new IOException("unknown version " + readVersion + " of a protobuf serializer");
        }
        String name = in.readUTF();
        try {
            prototype =
                    (T)
                            Class.forName(name, true, classLoader)
                                    .getMethod("getDefaultInstance")
                                    .invoke(null);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IOException("the savepoint needs the message class " + name, e);
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new ProtoSerializer<>(prototype);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        return oldSnapshot instanceof ProtoSerializerSnapshot<T> old
                        && old.prototype.getClass().equals(prototype.getClass())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
