package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.data.internal.format.ByteSupply;

/** Reads files, and entries of zips that stay open until {@link #close()}. */
final class ContainerImageReader implements ImageReader {
    private final Map<Path, ZipFile> zips = new HashMap<>();
    private boolean closed;

    @Override
    public byte[] read(ImageLocation location) {
        try (InputStream in = open(location)) {
            byte[] bytes = in.readNBytes((int) ByteSupply.LONGEST + 1);
            if (bytes.length > ByteSupply.LONGEST) {
                throw refused(DataKind.TOO_LARGE, location, "more than " + (ByteSupply.LONGEST >> 20) + " MiB", null);
            }
            return bytes;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedWorkException(
                    new Problem(location.toString(), "must be read without interruption", "an interruption", ""), e);
        } catch (IOException e) {
            throw refused(kind(location, e), location, Catalogues.reason(e), e);
        }
    }

    private InputStream open(ImageLocation location) throws IOException {
        return location.entry().isPresent()
                ? Zips.open(zip(location.container()), location.entry().get())
                : Files.newInputStream(location.container());
    }

    private synchronized ZipFile zip(Path path) {
        if (closed) {
            throw new IllegalStateException("the image reader is closed");
        }
        return zips.computeIfAbsent(path, Zips::open);
    }

    private DataKind kind(ImageLocation location, IOException cause) {
        if (cause instanceof NoSuchFileException || Files.notExists(location.container()) || lacksEntry(location)) {
            return DataKind.NOT_FOUND;
        }
        // an entry that does not unpack is damaged; a plain file has no structure that could be
        return cause instanceof ZipException ? DataKind.CORRUPT : DataKind.UNREADABLE;
    }

    private boolean lacksEntry(ImageLocation location) {
        return location.entry().isPresent()
                && zip(location.container()).getEntry(location.entry().get()) == null;
    }

    private static String remedy(DataKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "check the path, and leave the images in place while they are used";
            case TOO_LARGE -> "leave it out";
            default -> "check its permissions, and that it is a whole file";
        };
    }

    private static DataException refused(DataKind kind, ImageLocation location, String found, IOException cause) {
        return new DataException(
                kind, new Problem(location.toString(), "must be readable", found, remedy(kind)), cause);
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
