package org.tl4j.data.internal.format;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads bytes sequentially, with a small buffer and, on request, a digest of all bytes read. Not thread-safe; the caller
 * closes the stream.
 */
public final class HeaderReader {
    private static final int BUFFER = 1 << 16;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private final Optional<MessageDigest> digest;
    private final ImageLimits limits;
    private final byte[] buffer;
    private int next;
    private int limit;
    private long before;

    private HeaderReader(InputStream in, Optional<MessageDigest> digest, ImageLimits limits, byte[] buffer, int limit) {
        this.in = in;
        this.digest = digest;
        this.limits = limits;
        this.buffer = buffer;
        this.limit = limit;
    }

    /** Reads the bytes of a stream; {@code digest} is updated with each of them. */
    public static HeaderReader of(InputStream in, MessageDigest digest, ImageLimits limits) {
        return new HeaderReader(in, Optional.of(digest), limits, new byte[BUFFER], 0);
    }

    /** Reads the bytes of an array, which is not copied and must not change while it is read. */
    public static HeaderReader of(byte[] bytes, ImageLimits limits) {
        return new HeaderReader(InputStream.nullInputStream(), Optional.empty(), limits, bytes, bytes.length);
    }

    /** Whether there are no bytes at all. Call it before any byte is read. */
    public boolean isEmpty() throws IOException {
        return peek(1).length == 0;
    }

    /** The number of bytes read so far. */
    long position() {
        return before + next;
    }

    /** Reads to the end, so that the digest covers all bytes. */
    public void drain() throws IOException, BrokenImageException {
        do {
            next = limit;
        } while (refill());
    }

    /** Peeks at up to {@code count} bytes; fewer only at the end of the data. Call it before any byte is read. */
    byte[] peek(int count) throws IOException {
        while (limit - next < count && limit < buffer.length) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                break;
            }
            hear(limit, read);
            limit += read;
        }
        return Arrays.copyOfRange(buffer, next, Math.min(limit, next + count));
    }

    /** All bytes, for formats whose parts come in any order. Call it before any byte is read. */
    byte[] all() throws IOException, BrokenImageException {
        if (digest.isEmpty()) {
            next = limit;
            return buffer;
        }
        // A file reports how many bytes are left, so that its bytes are in memory only once.
        int head = limit - next;
        long expected = Math.min(limits.bytes(), Math.max(BUFFER, (long) head + in.available()));
        byte[] all = Arrays.copyOfRange(buffer, next, next + (int) Math.max(head, expected));
        int filled = head;
        next = limit;
        while (refill()) {
            int count = limit;
            if (filled + count > all.length) {
                all = Arrays.copyOf(all, (int) Math.min(limits.bytes(), Math.max(filled + count, 2L * all.length)));
            }
            System.arraycopy(buffer, 0, all, filled, count);
            filled += count;
            next = limit;
        }
        return filled == all.length ? all : Arrays.copyOf(all, filled);
    }

    int unsignedByte() throws IOException, BrokenImageException {
        if (next == limit && !refill()) {
            throw truncated();
        }
        return buffer[next++] & 0xFF;
    }

    /** The next byte, or -1 at the end. */
    int byteOrEnd() throws IOException, BrokenImageException {
        return next == limit && !refill() ? -1 : buffer[next++] & 0xFF;
    }

    /** Whether the next four bytes are in the buffer and none of them is 0xFF. */
    boolean hasFourPlainBytes() {
        if (limit - next < Integer.BYTES) {
            return false;
        }
        int word = (int) INTS.get(buffer, next);
        return ((~word - 0x01010101) & word & 0x80808080) == 0;
    }

    int bigShort() throws IOException, BrokenImageException {
        return unsignedByte() << 8 | unsignedByte();
    }

    int littleShort() throws IOException, BrokenImageException {
        return unsignedByte() | unsignedByte() << 8;
    }

    long bigInt() throws IOException, BrokenImageException {
        if (limit - next >= Integer.BYTES) {
            int word = (int) INTS.get(buffer, next);
            next += Integer.BYTES;
            return Integer.toUnsignedLong(word);
        }
        return (long) bigShort() << 16 | bigShort();
    }

    long littleInt() throws IOException, BrokenImageException {
        return littleShort() | (long) littleShort() << 16;
    }

    /** Exactly {@code count} bytes; only for counts that the format itself bounds. */
    byte[] bytes(int count) throws IOException, BrokenImageException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            if (next == limit && !refill()) {
                throw truncated();
            }
            int step = Math.min(count - done, limit - next);
            System.arraycopy(buffer, next, bytes, done, step);
            next += step;
            done += step;
        }
        return bytes;
    }

    void skip(long count) throws IOException, BrokenImageException {
        reach(position() + count);
    }

    /** Skips forward to {@code place}; does nothing if that is already passed. Fails if the data ends before it. */
    void reach(long place) throws IOException, BrokenImageException {
        while (position() < place) {
            if (next == limit && !refill()) {
                throw truncated();
            }
            next += (int) Math.min(limit - next, place - position());
        }
    }

    private boolean refill() throws IOException, BrokenImageException {
        int read = in.read(buffer, 0, buffer.length);
        if (read <= 0) {
            return false;
        }
        before += limit;
        next = 0;
        limit = read;
        hear(0, read);
        limits.checkBytes(before + limit);
        return true;
    }

    private void hear(int from, int count) {
        digest.ifPresent(sha256 -> sha256.update(buffer, from, count));
    }

    BrokenImageException truncated() {
        return BrokenImageException.corrupt(
                "is truncated: it ends after " + position() + " bytes, in the middle of the image");
    }
}
