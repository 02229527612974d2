package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageLimits;

/**
 * Reads files and entries of zips. The zips stay open until {@link #close()}.
 */
final class ContainerImageReader implements ImageReader {
    private final ImageLimits limits;
    private final OpenZips zips;

    /**
     * @param limits the largest permitted file
     * @param zips the open zips
     */
    ContainerImageReader(ImageLimits limits, OpenZips zips) {
        this.limits = limits;
        this.zips = zips;
    }

    @Override
    public ImageReader within(ReadingSettings settings) {
        return new ContainerImageReader(ImageLimits.of(settings), zips);
    }

    @Override
    public byte[] read(ImageLocation location) {
        try {
            limits.checkBytes(length(location));
            try (InputStream in = open(location)) {
                // The length that a zip states for an entry may be wrong.
                byte[] bytes = in.readNBytes((int) limits.bytes() + 1);
                limits.checkBytes(bytes.length);
                return bytes;
            } catch (OutOfMemoryError e) {
                throw BrokenImageException.needsMemory(e);
            }
        } catch (BrokenImageException e) {
            throw new DataException(
                    e.kind(),
                    new Problem(location.toString(), "must be a whole image", "one that " + e.getMessage(), ""),
                    e);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedWorkException(
                    new Problem(location.toString(), "must be read without interruption", "an interruption", ""), e);
        } catch (IOException e) {
            throw unreadable(location, e);
        }
    }

    /** The length before anything is read; -1 if a zip does not state it. */
    private long length(ImageLocation location) throws IOException {
        if (location.entry().isEmpty()) {
            return Files.size(location.container());
        }
        return zips.zip(location.container()).length(location.entry().get());
    }

    private InputStream open(ImageLocation location) throws IOException {
        zips.requireOpen();
        return location.entry().isPresent()
                ? zips.zip(location.container()).open(location.entry().get())
                : PlainFiles.open(location.container());
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
                && !zips.zip(location.container()).has(location.entry().get());
    }

    private static String remedy(DataKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "check the path, and leave the images in place while they are used";
            default -> "check its permissions, and that it is a whole file";
        };
    }

    private DataException unreadable(ImageLocation location, IOException cause) {
        DataKind kind = kind(location, cause);
        return new DataException(
                kind,
                new Problem(location.toString(), "must be readable", Listings.reason(cause), remedy(kind)),
                cause);
    }

    @Override
    public void close() {
        zips.close();
    }
}
