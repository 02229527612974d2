package org.tl4j.storage.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;

/** Tensors of one safetensors file. The buffers it gives out are direct and read-only. Thread-safe. */
final class SafetensorsSet implements TensorSet {
    private final String file;
    private final ByteWindows bytes;
    private final SafetensorsHeader header;
    private Digest digest;

    SafetensorsSet(String file, ByteWindows bytes, SafetensorsHeader header) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
    }

    @Override
    public Set<String> names() {
        return header.tensors().keySet();
    }

    @Override
    public Tensor tensor(String name) {
        TensorEntry entry = header.tensors().get(name);
        if (entry == null) {
            throw new WeightsException(
                    file, "must have a tensor " + name, "none of that name", "choose weights of the same architecture");
        }
        ByteBuffer piece = bytes.piece(header.length() + entry.begin(), Math.toIntExact(entry.bytes()));
        return new Tensor(
                name, entry.shape(), isNative(entry, piece) ? piece.asFloatBuffer() : converted(entry, piece));
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public synchronized Digest digest() {
        if (digest == null) {
            digest = bytes.digest();
        }
        return digest;
    }

    /** Whether the bytes can be used without a copy: native code needs aligned floats outside of the heap. */
    private static boolean isNative(TensorEntry entry, ByteBuffer piece) {
        return entry.type() == ElementType.F32
                && piece.isDirect()
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                && piece.alignmentOffset(0, Float.BYTES) == 0;
    }

    private static FloatBuffer converted(TensorEntry entry, ByteBuffer piece) {
        ElementType type = entry.type();
        int count = piece.limit() / type.size();
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < count; i++) {
            values.put(i, type.read(piece, i * type.size()));
        }
        return values.asReadOnlyBuffer();
    }
}
