package org.tl4j.data;

import java.io.IOException;
import java.nio.file.Path;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.data.internal.imaging.Imaging;

/**
 * What the folder of {@link ImageData#imagePreprocessor(org.tl4j.core.dataset.ReadingSettings, Path)} records: images that
 * were being decoded when a process died. Such images are suspects.
 *
 * @param suspected number of images that are tried in a separate process before they are decoded again; most are harmless
 * @param refused number of images whose decoding crashed or hung in the separate process too, and which are refused
 */
public record DecodingSuspects(int suspected, int refused) {
    /** Counts the suspects in a folder; both counts are 0 if the folder is missing or cannot be read. */
    public static DecodingSuspects in(Path folder) {
        return new DecodingSuspects(Imaging.suspectedImages(folder), Imaging.refusedImages(folder));
    }

    /**
     * Removes all records, so that these images are decoded like any others. Running processes are not affected.
     *
     * @throws EnvironmentException if the folder cannot be written
     */
    public static void clear(Path folder) {
        try {
            Imaging.clearSuspects(folder);
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem(
                            folder.toString(),
                            "must be writable",
                            e.toString(),
                            "change the permissions of the folder"),
                    e);
        }
    }

    /** Whether no image is suspected or refused. */
    public boolean isEmpty() {
        return suspected == 0 && refused == 0;
    }
}
