package org.tl4j.application.predictions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.storage.files.DiskProblem;

/**
 * Copies images into one folder under their names, or with a part of their digest where a name is taken by other content. The
 * images stay where they are, and nothing is replaced. Stateless.
 */
public final class ImageCopies {
    private ImageCopies() {}

    /**
     * Copies images into a folder, which is made if it is missing.
     *
     * @return the copies, in the order of the images; of equal images with one name, the same copy
     * @throws org.tl4j.core.error.EnvironmentException if an image cannot be read or a copy cannot be written
     */
    public static List<Path> into(Path folder, List<Path> images) {
        return images.stream().map(image -> copy(folder, image)).toList();
    }

    private static Path copy(Path folder, Path image) {
        try {
            return SafeCopy.into(folder, image);
        } catch (IOException e) {
            throw DiskProblem.cannotRead(image, e);
        }
    }
}
