package org.tl4j.core.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Recognises a file of weights, so that the error page of a proxy is not stored as weights. Engines say
 * which kinds they open. Stateless and thread-safe.
 */
public interface WeightsKind {
    /** What it is called in messages. */
    String name();

    /** How the names of such files end, with the dot, in lower case: {@code .zip}. */
    List<String> suffixes();

    /**
     * Checks the beginning of a file, or its directory; the content is checked when it is opened.
     *
     * @throws org.tl4j.core.error.WeightsException if it is no such file
     * @throws IOException if it cannot be read
     */
    void check(Path file) throws IOException;

    /** Zips with at least one entry. */
    static WeightsKind zip() {
        return new ZipKind();
    }
}
