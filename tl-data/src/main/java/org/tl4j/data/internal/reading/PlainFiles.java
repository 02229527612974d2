package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens regular files only; a link or a list may name a pipe or a device instead. */
final class PlainFiles {
    private PlainFiles() {}

    static InputStream open(Path file) throws IOException {
        // Opening a pipe would block until another process writes to it.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("not a plain file");
        }
        return Files.newInputStream(file);
    }
}
