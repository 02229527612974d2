package org.tl4j.data.internal.format;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes from front to back, with a small buffer and, on request, a digest of all that went by. Not thread-safe; the stream
 * stays its owner's to close.
 */
public final class ByteSupply {
    /** Files over this many bytes are refused: no photo is so large, and a decoder would need it in memory. */
    public static final long LONGEST = 512L << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final Optional<MessageDigest> digest;
    private final byte[] buffer;
    private int next;
    private int limit;
    private long before;

    private ByteSupply(InputStream in, Optional<MessageDigest> digest, byte[] buffer, int limit) {
        this.in = in;
        this.digest = digest;
        this.buffer = buffer;
        this.limit = limit;
    }

    /** The bytes of a stream; {@code digest} hears each of them. */
    public static ByteSupply of(InputStream in, MessageDigest digest) {
        return new ByteSupply(in, Optional.of(digest), new byte[BUFFER], 0);
    }

    /** The bytes of an array, which is not copied and must not change meanwhile. */
    public static ByteSupply of(byte[] bytes) {
        return new ByteSupply(InputStream.nullInputStream(), Optional.empty(), bytes, bytes.length);
    }

    /** Whether there is not a single byte. For the very start only. */
    public boolean isEmpty() throws IOException {
        return peek(1).length == 0;
    }

    /** How many bytes have gone by. */
    long position() {
        return before + next;
    }

    /** Reads to the end, so that the digest is of everything. */
    public void drain() throws IOException, BrokenImageException {
        do {
            next = limit;
        } while (refill());
    }

    /** Up to {@code count} next bytes, which stay unread; fewer only where the supply ends. For the very start only. */
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

    int unsignedByte() throws IOException, BrokenImageException {
        if (next == limit && !refill()) {
            throw truncated();
        }
        return buffer[next++] & 0xFF;
    }

    int bigShort() throws IOException, BrokenImageException {
        return unsignedByte() << 8 | unsignedByte();
    }

    int littleShort() throws IOException, BrokenImageException {
        return unsignedByte() | unsignedByte() << 8;
    }

    long bigInt() throws IOException, BrokenImageException {
        return (long) bigShort() << 16 | bigShort();
    }

    long littleInt() throws IOException, BrokenImageException {
        return littleShort() | (long) littleShort() << 16;
    }

    /** Exactly {@code count} bytes; only for counts that a format bounds by itself. */
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

    /** Skips forward to {@code place}; stays where it is if that has gone by. Fails if there are not so many bytes. */
    void reach(long place) throws IOException, BrokenImageException {
        while (position() < place) {
            if (next == limit && !refill()) {
                throw truncated();
            }
            next += (int) Math.min(limit - next, place - position());
        }
    }

    /** Skips to just behind the next byte of value 0xFF. */
    void skipPastMarkerByte() throws IOException, BrokenImageException {
        while (true) {
            while (next < limit) {
                if (buffer[next++] == (byte) 0xFF) {
                    return;
                }
            }
            if (!refill()) {
                throw truncated();
            }
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
        if (before + limit > LONGEST) {
            throw new BrokenImageException("is larger than " + (LONGEST >> 20) + " MiB");
        }
        return true;
    }

    private void hear(int from, int count) {
        digest.ifPresent(sha256 -> sha256.update(buffer, from, count));
    }

    private BrokenImageException truncated() {
        return new BrokenImageException(
                "is truncated: it ends after " + position() + " bytes, in the middle of the image");
    }
}
