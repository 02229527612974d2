package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tl4j.core.error.UsageException;

/** Zips that stay open while images are read from them. Thread-safe. */
final class OpenZips implements AutoCloseable {
    private final Map<Path, ZipContents> zips = new HashMap<>();
    private boolean closed;

    synchronized ZipContents zip(Path path) {
        requireOpen();
        return zips.computeIfAbsent(path, ZipContents::open);
    }

    synchronized void requireOpen() {
        if (closed) {
            throw new UsageException(
                    "image reader", "must be open", "one that was closed", "close it after the last use");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        zips.values().forEach(ZipContents::close);
        zips.clear();
    }
}
