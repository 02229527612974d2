package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;
import org.tl4j.data.internal.format.ByteSupply;

/** Reads files, and entries of zips that stay open until {@link #close()}. */
final class ContainerImageReader implements ImageReader {
    private final Map<Path, ZipContents> zips = new HashMap<>();
    private boolean closed;

    @Override
    public byte[] read(ImageLocation location) {
        try (InputStream in = open(location)) {
            byte[] bytes = in.readNBytes((int) ByteSupply.LONGEST + 1);
            if (bytes.length > ByteSupply.LONGEST) {
                throw unreadable(location, "more than " + (ByteSupply.LONGEST >> 20) + " MiB", null);
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(location, Catalogues.reason(e), e);
        }
    }

    private InputStream open(ImageLocation location) throws IOException {
        return location.entry().isPresent()
                ? zip(location.container()).open(location.entry().get())
                : Files.newInputStream(location.container());
    }

    private synchronized ZipContents zip(Path path) {
        if (closed) {
            throw new IllegalStateException("the image reader is closed");
        }
        return zips.computeIfAbsent(path, ZipContents::open);
    }

    private static DataException unreadable(ImageLocation location, String found, IOException cause) {
        return new DataException(
                new Problem(
                        location.toString(),
                        "must be readable",
                        found,
                        "leave the images in place while they are used"),
                cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        zips.values().forEach(ZipContents::close);
        zips.clear();
    }
}
