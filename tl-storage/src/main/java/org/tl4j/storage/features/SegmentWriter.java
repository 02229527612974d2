package org.tl4j.storage.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.AtomicFile;

/** Writes one segment; if one place fails, to the next. Not thread-safe. */
final class SegmentWriter {
    private static final int CHUNK = 1 << 16;

    private final SegmentLayout layout;
    private final List<Digest> images;
    private final List<Integer> rows;
    private final FeatureBatch features;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * A segment of some rows of a batch.
     *
     * @param images the digests of all rows of {@code features}
     * @param rows which of them to write
     */
    SegmentWriter(SegmentLayout layout, List<Digest> images, List<Integer> rows, FeatureBatch features) {
        this.layout = layout;
        this.images = images;
        this.rows = rows;
        this.features = features;
    }

    void write(Path file) {
        AtomicFile.writeReplaceable(file, this::writeTo);
    }

    private void writeTo(FileChannel channel) throws IOException {
        checksum.reset();
        chunk.clear()
                .putLong(SegmentLayout.MAGIC)
                .putInt(SegmentLayout.VERSION)
                .putInt(layout.width())
                .putInt(layout.count())
                .putInt(0)
                .put(layout.key().raw())
                .putLong(0);
        for (int row : rows) {
            if (chunk.remaining() < Digest.BYTES) {
                flush(channel);
            }
            chunk.put(images.get(row).raw());
        }
        for (int row : rows) {
            writeRow(channel, features.row(row));
        }
        flush(channel);
        chunk.putInt((int) checksum.getValue());
        flush(channel);
    }

    private void writeRow(FileChannel channel, FloatBuffer row) throws IOException {
        while (row.hasRemaining()) {
            if (chunk.remaining() < Float.BYTES) {
                flush(channel);
            }
            int length = Math.min(row.remaining(), chunk.remaining() / Float.BYTES);
            chunk.asFloatBuffer().put(0, row, row.position(), length);
            row.position(row.position() + length);
            chunk.position(chunk.position() + length * Float.BYTES);
        }
    }

    private void flush(FileChannel channel) throws IOException {
        chunk.flip();
        checksum.update(chunk.duplicate());
        AtomicFile.writeFully(channel, chunk);
        chunk.clear();
    }
}
