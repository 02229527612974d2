package org.tl4j.application.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.storage.files.AtomicFile;

/**
 * Writes a NumPy array of format 1.0 (NEP 1, "A Simple File Format for NumPy Arrays"): 32-bit floats, little-endian, in
 * C order.
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The values begin at a multiple of this, so that the file can be mapped. */
    private static final int ALIGNMENT = 64;

    private static final int CHUNK_FLOATS = 1 << 16;

    private NpyFile() {}

    /**
     * Writes {@code features} as an array of shape [rows, width]; after a crash the file is the old one or the complete
     * new one.
     */
    public static void write(Path file, FeatureBatch features) {
        AtomicFile.write(file, channel -> {
            AtomicFile.writeFully(channel, ByteBuffer.wrap(header(features.rows(), features.width())));
            writeValues(channel, features.values().duplicate().rewind());
        });
    }

    /** Magic, version, length and the description, padded with spaces and ended by a line feed. */
    static byte[] header(int rows, int width) {
        String description = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, width);
        int used = MAGIC.length + Short.BYTES + description.length() + 1;
        int padding = (ALIGNMENT - used % ALIGNMENT) % ALIGNMENT;
        String padded = description + " ".repeat(padding) + "\n";
        return ByteBuffer.allocate(used + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void writeValues(FileChannel channel, FloatBuffer values) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            int count = Math.min(CHUNK_FLOATS, values.remaining());
            chunk.clear();
            chunk.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            AtomicFile.writeFully(channel, chunk.limit(count * Float.BYTES));
        }
    }
}
