/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.window.PartialWindow;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A length and the partial window's own versioned bytes. */
public final class PartialWindowSerializer extends ValueSerializer<PartialWindow> {
    private static final long serialVersionUID = 1L;

    public static final PartialWindowSerializer INSTANCE = new PartialWindowSerializer();

    @Override
    public PartialWindow createInstance() {
        return null;
    }

    @Override
    public void serialize(PartialWindow window, DataOutputView target) throws IOException {
        byte[] bytes = window.encode();
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public PartialWindow deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return PartialWindow.decode(bytes);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public TypeSerializerSnapshot<PartialWindow> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The bytes carry their version themselves. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PartialWindow> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
