package org.tl4j.application.predictions;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.error.DataException;

/**
 * An image file to predict.
 *
 * @param path where it is
 * @param problem why it cannot be read, if that is known already
 */
public record ListedImage(Path path, Optional<DataException> problem) {
    public ListedImage {
        requireNonNull(path, "path is null");
        requireNonNull(problem, "problem is null");
    }

    /** A file that is read when its turn comes. */
    public static ListedImage of(Path path) {
        return new ListedImage(path, Optional.empty());
    }
}
