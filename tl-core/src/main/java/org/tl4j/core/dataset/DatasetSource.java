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
     * @param progress hears how many images are read
     * @return the images; unreadable ones are listed as skipped
     * @throws org.tl4j.core.error.DataException if there is nothing there that can be used, and why
     */
    Dataset read(Path data, ReadingSettings settings, Progress progress);
}
