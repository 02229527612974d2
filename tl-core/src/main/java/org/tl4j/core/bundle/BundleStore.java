package org.tl4j.core.bundle;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads and writes bundle files. Stateless and thread-safe. */
public interface BundleStore {
    /**
     * Writes a bundle; {@code file} holds the old content or the whole new one, never half.
     *
     * @throws org.tl4j.core.error.EnvironmentException if it cannot be written
     */
    void write(Path file, Bundle bundle);

    /**
     * Reads a bundle and checks every digest.
     *
     * @throws org.tl4j.core.error.BundleException if it is missing, damaged, hostile or of an unknown version
     */
    Bundle read(Path file);

    /**
     * Reads a bundle from memory, with the same checks. The content is copied; the buffer stays as it is.
     *
     * @param bytes the whole content, from its position to its limit; not to be changed during the call
     * @param name what to call it in messages
     * @throws org.tl4j.core.error.BundleException as {@link #read(Path)}
     */
    Bundle read(ByteBuffer bytes, String name);
}
