package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the bytes of an image are.
 *
 * @param container the image file itself, or the zip that holds it
 * @param entry the name of the entry inside the zip; empty for a plain file
 */
public record ImageLocation(Path container, Optional<String> entry) {
    public ImageLocation {
        requireNonNull(container, "container is null");
        requireNonNull(entry, "entry is null");
    }

    /** A plain file. */
    public static ImageLocation file(Path file) {
        return new ImageLocation(file, Optional.empty());
    }

    /** An entry of a zip. */
    public static ImageLocation zipEntry(Path zip, String entry) {
        return new ImageLocation(zip, Optional.of(entry));
    }

    /**
     * {@code photos/cat.jpg}, or {@code photos.zip!cats/cat.jpg}; different for different files, even where the names of
     * files are not in the encoding of the process.
     */
    @Override
    public String toString() {
        String file = FileNameText.of(container);
        return entry.map(name -> file + "!" + name).orElse(file);
    }
}
