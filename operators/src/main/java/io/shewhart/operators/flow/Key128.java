/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A 16-byte key: a trace id or the hash of a chart key. Its hash code is stable for ever, since key
 * groups depend on it.
 *
 * @param high first eight bytes, big-endian
 * @param low last eight bytes, big-endian
 */
public record Key128(long high, long low) {

    @Override
    public int hashCode() {
        // Ids from weak generators leave the upper half zero: both halves are mixed (splitmix64
        // finaliser).
        long h = high * 0x9E3779B97F4A7C15L ^ low;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return Long.hashCode(h ^ (h >>> 31));
    }

    /** Two longs, big-endian; the format is frozen, keys never migrate. */
    public static final class Serializer extends ValueSerializer<Key128> {
        private static final long serialVersionUID = 1L;

        public static final Serializer INSTANCE = new Serializer();

        @Override
        public Key128 createInstance() {
            return new Key128(0, 0);
        }

        @Override
        public int getLength() {
            return 16;
        }

        @Override
        public void serialize(Key128 key, DataOutputView target) throws IOException {
            target.writeLong(key.high);
            target.writeLong(key.low);
        }

        @Override
        public Key128 deserialize(DataInputView source) throws IOException {
            return new Key128(source.readLong(), source.readLong());
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.write(source, 16);
        }

        @Override
        public TypeSerializerSnapshot<Key128> snapshotConfiguration() {
            return new Snapshot();
        }

        /** The format can never change. */
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<Key128> {
            public Snapshot() {
                super(() -> INSTANCE);
            }
        }
    }
}
