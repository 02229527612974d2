package org.tl4j.core.dataset;

import java.nio.file.Path;
import org.tl4j.core.progress.Progress;

/** Finds labelled images. Thread-safe. */
public interface DatasetSource {
    /**
     * Reads a folder of class folders, a zip of the same, or a CSV of paths and labels.
     *
     * @param data the folder, zip or CSV
     * @param settings limits
     * @param progress receives how many images have been read
     * @return the images; unreadable ones are listed as skipped
     * @throws org.tl4j.core.error.DataException if no image can be used; the message says why
     */
    Dataset read(Path data, ReadingSettings settings, Progress progress);
}
