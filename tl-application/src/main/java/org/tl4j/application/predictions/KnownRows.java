package org.tl4j.application.predictions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tl4j.core.provenance.Digest;

/**
 * The names that are in a table, as 8 bytes of their digests: of a million names, two have the same with a chance of one in
 * thirty million.
 */
final class KnownRows {
    private long[] marks = new long[1024];
    private int size;
    private boolean sorted = true;

    void add(String name) {
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, 2 * size);
        }
        marks[size++] = mark(name);
        sorted = false;
    }

    boolean has(String name) {
        if (!sorted) {
            Arrays.sort(marks, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(marks, 0, size, mark(name)) >= 0;
    }

    int size() {
        return size;
    }

    private static long mark(String name) {
        return ByteBuffer.wrap(Digest.sha256().digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
