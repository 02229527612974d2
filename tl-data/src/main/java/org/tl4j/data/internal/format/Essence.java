package org.tl4j.data.internal.format;

import java.util.Arrays;

/**
 * The parts of a file that a decoder needs. Colour profiles, comments, previews and other untrusted content between them
 * are kept away from native code, which would parse them for nothing.
 */
public final class Essence {
    /** More parts than any camera or editor writes; a file of many tiny parts would fill the memory. */
    private static final int MOST_PARTS = 100_000;

    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] NOTHING = {};

    private int[] bounds = new int[8];
    private int count;
    private byte[] ending = NOTHING;

    /** Starts without any part. */
    Essence() {}

    /** The whole of a file. */
    static Essence whole() {
        return new Essence().keep(0, Integer.MAX_VALUE);
    }

    /** Adds the bytes from {@code from} (inclusive) to {@code to} (exclusive); call it in the order of the file. */
    Essence keep(long from, long to) {
        if (count > 0 && bounds[count - 1] == from) {
            bounds[count - 1] = (int) to;
            return this;
        }
        if (count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * count);
        }
        bounds[count++] = (int) from;
        bounds[count++] = (int) to;
        return this;
    }

    /** Whether there are more parts than an intact file has. */
    boolean isScattered() {
        return count / 2 > MOST_PARTS;
    }

    /** Appends the end marker of a JPEG, which a file may lack. */
    Essence endLikeJpeg() {
        ending = JPEG_END;
        return this;
    }

    /** The parts of {@code file}, concatenated; the array itself if the parts cover the whole file. */
    public byte[] of(byte[] file) {
        if (count == 2 && bounds[0] == 0 && bounds[1] >= file.length && ending.length == 0) {
            return file;
        }
        int length = ending.length;
        for (int i = 0; i < count; i += 2) {
            length += Math.min(bounds[i + 1], file.length) - bounds[i];
        }
        byte[] parts = new byte[length];
        int at = 0;
        for (int i = 0; i < count; i += 2) {
            int part = Math.min(bounds[i + 1], file.length) - bounds[i];
            System.arraycopy(file, bounds[i], parts, at, part);
            at += part;
        }
        System.arraycopy(ending, 0, parts, at, ending.length);
        return parts;
    }
}
