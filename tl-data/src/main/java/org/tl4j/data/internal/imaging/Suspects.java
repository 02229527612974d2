package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Images that were in native code when a process died: an empty file each, named by a key of the image's bytes. Most are
 * innocent, since a process may be killed at any moment.
 *
 * @param folder where the files are
 */
record Suspects(Path folder) {
    private static final String SUSPECT = ".suspect";
    private static final String REFUSED = ".refused";

    static Suspects in(Path folder) {
        return new Suspects(folder);
    }

    /** A key of an image's bytes, never 0; two check sums, because a digest would cost as much as a part of decoding. */
    static long key(byte[] encoded) {
        CRC32 first = new CRC32();
        first.update(encoded);
        CRC32C second = new CRC32C();
        second.update(encoded);
        long key = first.getValue() << 32 | second.getValue();
        return key == 0 ? 1 : key;
    }

    void add(long key) throws IOException {
        if (!isRefused(key)) {
            Files.write(file(key, SUSPECT), new byte[0]);
        }
    }

    /** Whether there are any, so that keys need to be looked up. */
    boolean isEmpty() {
        String[] names = folder.toFile().list((place, name) -> name.endsWith(SUSPECT) || name.endsWith(REFUSED));
        return names == null || names.length == 0;
    }

    boolean isSuspect(long key) {
        return Files.exists(file(key, SUSPECT));
    }

    boolean isRefused(long key) {
        return Files.exists(file(key, REFUSED));
    }

    /** Decoding it went well in a process of its own. */
    void acquit(long key) {
        try {
            Files.deleteIfExists(file(key, SUSPECT));
        } catch (IOException e) {
            throw new UncheckedIOException("the cache folder can be written", e);
        }
    }

    /** Decoding it ended a process of its own. */
    void refuse(long key) {
        try {
            Files.move(file(key, SUSPECT), file(key, REFUSED), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache folder can be written", e);
        }
    }

    /** The file to delete for an image to be decoded again. */
    Path refusal(long key) {
        return file(key, REFUSED);
    }

    private Path file(long key, String ending) {
        return folder.resolve(Long.toHexString(key) + ending);
    }
}
