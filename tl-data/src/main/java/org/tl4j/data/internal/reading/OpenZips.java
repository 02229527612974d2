package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Zips that stay open while images are read from them. Thread-safe. */
final class OpenZips implements AutoCloseable {
    private final Map<Path, ZipContents> zips = new HashMap<>();
    private boolean closed;

    synchronized ZipContents zip(Path path) {
        if (closed) {
            throw new IllegalStateException("the image reader is closed");
        }
        return zips.computeIfAbsent(path, ZipContents::open);
    }

    @Override
    public synchronized void close() {
        closed = true;
        zips.values().forEach(ZipContents::close);
        zips.clear();
    }
}
