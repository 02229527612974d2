package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.error.UsageException;

/**
 * Which backbone, whose weights, up to where.
 *
 * @param name of the catalogue
 * @param weights a file to read instead of the catalogue's own
 * @param boundary a vertex instead of the entry's default
 * @param inputSize the shorter side of the network's input in pixels, from 1 to 4096, instead of the
 *     entry's own; images are resized in proportion. Not every network takes another
 */
public record BackboneRequest(String name, Optional<Path> weights, Optional<String> boundary, OptionalInt inputSize) {
    private static final int LARGEST_INPUT = 4096;

    /**
     * Checks the size.
     *
     * @throws UsageException if it is out of its range
     */
    public BackboneRequest {
        requireNonNull(name, "name is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(boundary, "boundary is null");
        if (inputSize.isPresent() && (inputSize.getAsInt() < 1 || inputSize.getAsInt() > LARGEST_INPUT)) {
            throw new UsageException(
                    "input-size",
                    "must be from 1 to " + LARGEST_INPUT + " pixels",
                    Integer.toString(inputSize.getAsInt()),
                    "");
        }
    }

    /** The catalogue's own weights, up to the default boundary, images of the usual size. */
    public static BackboneRequest of(String name) {
        return new BackboneRequest(name, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }
}
