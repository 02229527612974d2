package org.tl4j.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Files that lie beside the classes. */
final class ServerResources {
    private ServerResources() {}

    /** A file that is part of the module. */
    static byte[] required(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("the module lacks " + name));
    }

    static Optional<byte[]> find(String name) {
        try (InputStream content = ServerResources.class.getResourceAsStream(name)) {
            return content == null ? Optional.empty() : Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
