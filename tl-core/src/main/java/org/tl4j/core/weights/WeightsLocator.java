package org.tl4j.core.weights;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the file of a backbone's pretrained weights on this machine. Thread-safe. */
public interface WeightsLocator {
    /**
     * The file to read.
     *
     * @param fileName what it is called in a mirror, {@code squeezenet1_1-imagenet.safetensors}
     * @param chosen the file that the user named, if any; it wins
     * @throws org.tl4j.core.error.WeightsException if it is in none of the places, which are then named
     */
    Path locate(String fileName, Optional<Path> chosen);

    /** Whether the file lies in a folder of this machine, so that {@link #locate} needs no network. */
    boolean isPresent(String fileName);
}
