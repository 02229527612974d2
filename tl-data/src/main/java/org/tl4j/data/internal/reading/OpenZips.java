package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Zips that stay open while images are read from them. Thread-safe. */
final class OpenZips implements AutoCloseable {
    private final Map<Path, ZipFile> zips = new HashMap<>();
    private boolean closed;

    synchronized ZipFile zip(Path path) {
        if (closed) {
            throw new IllegalStateException("the image reader is closed");
        }
        return zips.computeIfAbsent(path, Zips::open);
    }

    @Override
    public synchronized void close() {
        closed = true;
        UncheckedIOException failure = null;
        for (ZipFile zip : zips.values()) {
            try {
                zip.close();
            } catch (IOException e) {
                failure = new UncheckedIOException("a zip that was only read can be closed", e);
            }
        }
        zips.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
