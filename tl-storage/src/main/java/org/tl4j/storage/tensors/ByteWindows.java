package org.tl4j.storage.tensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.provenance.Digest;

/**
 * Any number of bytes, accessed through buffers. A buffer spans less than 2 GiB, so one begins at every GiB and
 * overlaps the next: any piece of up to 1 GiB is entirely in one of them. Thread-safe.
 */
final class ByteWindows {
    /** The longest piece. */
    static final int LONGEST = 1 << 30;

    private final List<ByteBuffer> windows = new ArrayList<>();
    private final long size;

    private ByteWindows(long size) {
        this.size = size;
    }

    /** The file of a channel, memory-mapped; the channel may be closed afterwards. */
    static ByteWindows map(FileChannel channel) throws IOException {
        ByteWindows bytes = new ByteWindows(channel.size());
        for (long begin = 0; begin < bytes.size; begin += LONGEST) {
            long length = Math.min(bytes.size - begin, Integer.MAX_VALUE);
            bytes.windows.add(channel.map(FileChannel.MapMode.READ_ONLY, begin, length));
        }
        return bytes;
    }

    /**
     * A file of which only the head is read: eight bytes with a length and as many bytes after them. The size is the
     * size of the file.
     *
     * @param longest the largest length; of a longer head only the beginning is available
     */
    static ByteWindows head(FileChannel channel, int longest) throws IOException {
        ByteWindows bytes = new ByteWindows(channel.size());
        ByteBuffer head = read(channel, (int) Math.min(bytes.size, OtherFormat.LOOKED_AT));
        if (head.limit() >= Long.BYTES) {
            long length = head.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
            if (length > 0 && length <= Math.min(longest, bytes.size - Long.BYTES)) {
                head = read(channel, Long.BYTES + (int) length);
            }
        }
        bytes.windows.add(head);
        return bytes;
    }

    /** What remains of a buffer. */
    static ByteWindows of(ByteBuffer buffer) {
        ByteBuffer whole = buffer.slice();
        ByteWindows bytes = new ByteWindows(whole.limit());
        for (long begin = 0; begin < bytes.size; begin += LONGEST) {
            bytes.windows.add(whole.slice((int) begin, whole.limit() - (int) begin));
        }
        return bytes;
    }

    long size() {
        return size;
    }

    /** How many bytes from the beginning are contiguous: all of a head, and of a file at least a GiB if it is that long. */
    int available() {
        return windows.isEmpty() ? 0 : windows.get(0).limit();
    }

    /** A read-only, little-endian view of a piece, no longer than {@link #LONGEST}. */
    ByteBuffer piece(long begin, int length) {
        if (length == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer window = windows.get((int) (begin / LONGEST));
        return window.slice((int) (begin % LONGEST), length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer read(FileChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, bytes.position()) < 0) {
                throw new IOException("the file was cut while it was read");
            }
        }
        return bytes.flip();
    }

    /** The digest of all bytes. */
    Digest digest() {
        MessageDigest sha256 = Digest.sha256();
        for (long begin = 0; begin < size; begin += LONGEST) {
            sha256.update(piece(begin, (int) Math.min(size - begin, LONGEST)));
        }
        return Digest.from(sha256);
    }
}
