package org.tl4j.storage.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.provenance.Digest;

/**
 * One segment, mapped: on POSIX it stays readable when its file is deleted. Each row is checked whenever it is read, so
 * that a file that is changed or truncated during use never gives a wrong feature. Thread-safe.
 *
 * @param images the digest of each row
 * @param values the rows, read-only
 * @param checksums of the rows as they were when the segment was opened
 * @param width floats per row
 */
@SuppressWarnings("ArrayRecordComponent") // used by one class, never compared
record Segment(List<Digest> images, ByteBuffer values, int[] checksums, int width) {
    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
    private static final int CHUNK = 1 << 18;

    /** The state of a segment file. */
    enum State {
        /** Unchanged since it was written. */
        WHOLE,
        /** Truncated, changed, or of another space: to be deleted. */
        DAMAGED,
        /** Written by a later version of this software: to be kept. */
        NEWER
    }

    /**
     * The state of a file, and the segment if it is complete.
     *
     * @param segment null unless complete
     */
    record Opened(State state, Segment segment) {
        private static final Opened DAMAGED = new Opened(State.DAMAGED, null);
        private static final Opened NEWER = new Opened(State.NEWER, null);
    }

    /**
     * Reads and checks a whole file once and maps it, so that the index is right. This is as fast as the disk (CRC32C
     * has an instruction of its own) and loads the rows into the cache of the system for training.
     *
     * @throws IOException if it cannot be read, or is no longer there
     */
    static Opened open(Path file, Digest key, int width) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length < SegmentLayout.HEADER + SegmentLayout.CHECKSUM) {
                return Opened.DAMAGED;
            }
            ByteBuffer header = read(channel, 0, SegmentLayout.HEADER);
            if (header.getLong() != SegmentLayout.MAGIC) {
                return Opened.DAMAGED;
            }
            if (header.getInt() > SegmentLayout.VERSION) {
                return Opened.NEWER;
            }
            int foundWidth = header.getInt();
            int count = header.getInt();
            if (foundWidth != width || count < 0) {
                return Opened.DAMAGED;
            }
            SegmentLayout layout = new SegmentLayout(key, width, count);
            if (length != layout.fileLength() || layout.valuesLength() > Integer.MAX_VALUE) {
                return Opened.DAMAGED;
            }
            return open(channel, layout);
        }
    }

    /**
     * Copies a row to {@code target}.
     *
     * @return false, with nothing copied, if the row has changed since it was opened
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on who runs next
    boolean read(int row, FloatBuffer target) {
        byte[] copy = new byte[width * Float.BYTES];
        try {
            // Java guards copies, but not check sums of mapped memory: a truncated file would end the process
            values.get(row * copy.length, copy);
            if (checksum(copy) == checksums[row]) {
                target.put(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
                return true;
            }
            // Java reports a fault later, when a thread enters the virtual machine: force that here, not outside
            Thread.yield();
        } catch (InternalError e) {
            LOG.debug("a mapped segment was cut", e); // Java's error for SIGBUS
        }
        return false;
    }

    private static int checksum(byte[] row) {
        CRC32C checksum = new CRC32C();
        checksum.update(row);
        return (int) checksum.getValue();
    }

    private static Opened open(FileChannel channel, SegmentLayout layout) throws IOException {
        // both lengths are below 2 GiB: the file has 32 bytes of digest for each 4 or more of values
        ByteBuffer index = read(channel, 0, Math.toIntExact(layout.valuesBegin()));
        CRC32C checksum = new CRC32C();
        checksum.update(index.duplicate());
        int[] rows = checksums(channel, layout, checksum);
        ByteBuffer expected = read(channel, layout.fileLength() - SegmentLayout.CHECKSUM, SegmentLayout.CHECKSUM);
        byte[] raw = new byte[Digest.BYTES];
        index.get(24, raw);
        if ((int) checksum.getValue() != expected.getInt() || !layout.key().equals(Digest.ofRaw(raw))) {
            return Opened.DAMAGED;
        }
        List<Digest> images = new ArrayList<>(layout.count());
        for (int row = 0; row < layout.count(); row++) {
            index.get(SegmentLayout.HEADER + row * Digest.BYTES, raw);
            images.add(Digest.ofRaw(raw));
        }
        MappedByteBuffer values =
                channel.map(FileChannel.MapMode.READ_ONLY, layout.valuesBegin(), layout.valuesLength());
        return new Opened(State.WHOLE, new Segment(List.copyOf(images), values, rows, layout.width()));
    }

    /** The check sum of each row, while {@code all} continues over all rows. */
    private static int[] checksums(FileChannel channel, SegmentLayout layout, CRC32C all) throws IOException {
        int[] rows = new int[layout.count()];
        int length = layout.width() * Float.BYTES;
        int together = Math.max(1, CHUNK / length);
        for (int first = 0; first < rows.length; first += together) {
            int count = Math.min(together, rows.length - first);
            byte[] chunk = read(channel, layout.valuesBegin() + (long) first * length, count * length)
                    .array();
            all.update(chunk);
            for (int row = 0; row < count; row++) {
                CRC32C one = new CRC32C();
                one.update(chunk, row * length, length);
                rows[first + row] = (int) one.getValue();
            }
        }
        return rows;
    }

    private static ByteBuffer read(FileChannel channel, long begin, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, begin + bytes.position()) < 0) {
                throw new IOException("the file was cut while it was read");
            }
        }
        return bytes.flip();
    }
}
