package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        return suspected() == 0 && refused() == 0;
    }

    boolean isSuspect(long key) {
        return Files.exists(file(key, SUSPECT));
    }

    boolean isRefused(long key) {
        return Files.exists(file(key, REFUSED));
    }

    /** Decoding it went well in a process of its own; another process may have found so before. */
    void acquit(long key) throws IOException {
        Files.deleteIfExists(file(key, SUSPECT));
    }

    /** Decoding it ended a process of its own; another process may have found so before. */
    void refuse(long key) throws IOException {
        Files.write(file(key, REFUSED), new byte[0]);
        Files.deleteIfExists(file(key, SUSPECT));
    }

    /** How many were in native code when a process died, and have not been tried since. */
    int suspected() {
        return files(SUSPECT).length;
    }

    /** How many are refused. */
    int refused() {
        return files(REFUSED).length;
    }

    /** Forgets them all. */
    void clear() throws IOException {
        for (String ending : List.of(SUSPECT, REFUSED)) {
            for (String name : files(ending)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /** The file to delete for an image to be decoded again. */
    Path refusal(long key) {
        return file(key, REFUSED);
    }

    private Path file(long key, String ending) {
        return folder.resolve(Long.toHexString(key) + ending);
    }

    private String[] files(String ending) {
        String[] names = folder.toFile().list((place, name) -> name.endsWith(ending));
        return names == null ? new String[0] : names;
    }
}
