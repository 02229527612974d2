package org.tl4j.core.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file of weights looks like, so that the page of a proxy is not kept in place of what was to be fetched. Engines say
 * which kinds they open. Stateless and thread-safe.
 */
public interface WeightsKind {
    /** What it is called in messages. */
    String name();

    /** How the names of such files end, with the dot, in lower case: {@code .zip}. */
    List<String> suffixes();

    /**
     * Looks at the beginning of a file, or at its directory; whether its content is right is found when it is opened.
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
