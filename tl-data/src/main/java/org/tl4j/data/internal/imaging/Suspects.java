package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Images that were in native code when a process died: one empty file per image, named by a key of its bytes. Most are
 * harmless, because a process may be killed at any moment.
 */
final class Suspects {
    private static final String SUSPECT = ".suspect";
    private static final String REFUSED = ".refused";

    private final Path folder;

    /**
     * @param folder the folder of the files
     */
    Suspects(Path folder) {
        this.folder = folder;
    }

    /** The folder of the files. */
    Path folder() {
        return folder;
    }

    static Suspects in(Path folder) {
        return new Suspects(folder);
    }

    /** A key of an image's bytes, never 0; two checksums, because a digest would notably slow decoding. */
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

    /** Whether there are any suspects, so that keys need to be looked up. */
    boolean isEmpty() {
        return suspected() == 0 && refused() == 0;
    }

    boolean isSuspect(long key) {
        return Files.exists(file(key, SUSPECT));
    }

    boolean isRefused(long key) {
        return Files.exists(file(key, REFUSED));
    }

    /** Records that an image was decoded in a separate process; another process may have recorded it before. */
    void acquit(long key) throws IOException {
        Files.deleteIfExists(file(key, SUSPECT));
    }

    /** Records that an image crashed a separate process; another process may have recorded it before. */
    void refuse(long key) throws IOException {
        Files.write(file(key, REFUSED), new byte[0]);
        Files.deleteIfExists(file(key, SUSPECT));
    }

    /** The number of images that were in native code when a process died, and have not been tried since. */
    int suspected() {
        return files(SUSPECT).length;
    }

    /** The number of images that are refused. */
    int refused() {
        return files(REFUSED).length;
    }

    /** Removes all records. */
    void clear() throws IOException {
        for (String ending : List.of(SUSPECT, REFUSED)) {
            for (String name : files(ending)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /** The file to delete to have an image decoded again. */
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
