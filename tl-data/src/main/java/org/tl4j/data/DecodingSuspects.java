package org.tl4j.data;

import java.io.IOException;
import java.nio.file.Path;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.data.internal.imaging.Imaging;

/**
 * What the folder of {@link ImageData#imagePreprocessor(org.tl4j.core.dataset.ReadingSettings, Path)} says of images that
 * were being decoded when a process died.
 *
 * @param suspected how many are tried in a process of their own before they are decoded again; most are innocent
 * @param refused how many died or hung there too, and are refused
 */
public record DecodingSuspects(int suspected, int refused) {
    /** Counts them; none where the folder is missing or cannot be read. */
    public static DecodingSuspects in(Path folder) {
        return new DecodingSuspects(Imaging.suspectedImages(folder), Imaging.refusedImages(folder));
    }

    /**
     * Forgets them all, so that these images are decoded as any others. Running processes are not disturbed.
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

    /** Whether there are none. */
    public boolean isEmpty() {
        return suspected == 0 && refused == 0;
    }
}
