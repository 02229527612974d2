package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** The entries of a zip by name. Listing and reading decode names in the same way. Thread-safe. */
final class ZipContents implements AutoCloseable {
    /** The most packed bytes per byte of the zip: damage may make two entries overlap; more overlap is a zip bomb. */
    private static final int MOST_TIMES_PACKED = 2;

    /** The compression ratio of bzip2 on a blank image; far more than on a photo, and more than deflate can reach. */
    private static final long MOST_UNPACKED = 1 << 13;

    private final ReopeningChannel channel;
    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();
    private final boolean guessed;
    private int replaced;

    private ZipContents(ReopeningChannel channel, ZipFile zip) {
        this.channel = channel;
        this.zip = zip;
        List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
        ZipNames names = ZipNames.of(all);
        this.guessed = names.guessed();
        for (ZipArchiveEntry entry : all) {
            // of two entries with the same name, the later one replaces the earlier one
            replaced += entries.put(names.decoded(entry), entry) == null ? 0 : 1;
        }
    }

    /**
     * Opens a zip.
     *
     * @throws DataException if it cannot be read, or is incomplete
     */
    @SuppressWarnings("PMD.CloseResource") // closed with the zip, or here if opening fails
    static ZipContents open(Path path) {
        ReopeningChannel channel = channel(path);
        try {
            ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.ISO_8859_1)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            requireApart(path, zip, channel.size());
            return new ZipContents(channel, zip);
        } catch (DataException e) {
            close(channel);
            throw e;
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw new DataException(
                    DataKind.CORRUPT,
                    new Problem(
                            path.toString(),
                            "must be a whole zip",
                            "one whose directory, which is at its end, is missing or damaged",
                            "download or pack it again; join the parts of a split zip first"),
                    e);
        }
    }

    /** Refuses entries that share packed bytes: they could unpack to any multiple of the size of the zip. */
    private static void requireApart(Path path, ZipFile zip, long size) {
        long packed = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            long length = Math.max(0, entry.getCompressedSize());
            packed += length > size ? 0 : length;
        }
        if (packed > MOST_TIMES_PACKED * size) {
            throw new DataException(
                    DataKind.CORRUPT,
                    new Problem(
                            path.toString(),
                            "must be a zip whose entries lie one after the other",
                            "entries of " + packed + " bytes together in a file of " + size,
                            "pack it again"),
                    null);
        }
    }

    private static ReopeningChannel channel(Path path) {
        try {
            return new ReopeningChannel(path);
        } catch (IOException e) {
            throw Listings.unreadable(path, e);
        }
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            throw new UncheckedIOException("a zip that was only read can be closed", new IOException(e));
        }
    }

    /** The names of all entries, each once. */
    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** Whether the encoding of some names was guessed. */
    boolean guessed() {
        return guessed;
    }

    /** The number of entries that a later entry of the same name replaces. */
    int replaced() {
        return replaced;
    }

    /** Whether there is an entry with the name. */
    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The declared length of an entry in bytes, or -1 if there is no such entry or it does not declare one. */
    long length(String name) {
        ZipArchiveEntry entry = entries.get(name);
        return entry == null ? -1 : entry.getSize();
    }

    /** The bytes of an entry; a wrong checksum is reported at the end of the stream. */
    InputStream open(String name) throws IOException {
        ZipArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw new IOException("no such entry");
        }
        Optional<String> obstacle = obstacle(entry);
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        // finding the entry moves the file position, as reading its bytes does, so both hold the same monitor
        synchronized (channel) {
            try {
                return new VerifiedStream(zip.getInputStream(entry), entry.getCrc(), most(entry));
            } catch (RuntimeException e) {
                throw new IOException("its header is damaged", e);
            }
        }
    }

    /** The reason why the bytes of an entry cannot be read. */
    private Optional<String> obstacle(ZipArchiveEntry entry) {
        if (entry.getCompressedSize() > channel.size()) {
            return Optional.of("it declares more packed bytes than the zip has, so the zip is damaged");
        }
        if (entry.getGeneralPurposeBit().usesEncryption() || entry.getMethod() == ZipMethod.AES_ENCRYPTED.getCode()) {
            return Optional.of("it is encrypted; unpack the zip with its password and give the folder");
        }
        if (entry.isUnixSymlink()) {
            return Optional.of("it is a symbolic link, which is not followed in a zip; pack the file itself");
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        return switch (method == null ? ZipMethod.UNKNOWN : method) {
            case STORED, DEFLATED, ENHANCED_DEFLATED, BZIP2 -> Optional.empty();
            default ->
                Optional.of(
                        "it is compressed by "
                                + (method == null || method == ZipMethod.UNKNOWN ? "an unknown method" : method)
                                + " (method " + entry.getMethod()
                                + " of zips), which is not read here; unpack the zip and give the folder, or pack it by deflate");
        };
    }

    /** The most bytes that an entry may unpack to. */
    private static long most(ZipArchiveEntry entry) {
        return entry.getMethod() == ZipMethod.BZIP2.getCode()
                ? MOST_UNPACKED * Math.max(0, entry.getCompressedSize())
                : Long.MAX_VALUE;
    }

    @Override
    public void close() {
        close(zip);
    }
}
