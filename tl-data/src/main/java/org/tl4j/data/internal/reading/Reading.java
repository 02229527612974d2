package org.tl4j.data.internal.reading;

import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.data.internal.format.ImageLimits;

/** The entry point of this package. */
public final class Reading {
    private Reading() {}

    /** A source that inspects as many files in parallel as there are processors. */
    public static DatasetSource datasetSource() {
        return new ImageDatasetSource(Runtime.getRuntime().availableProcessors());
    }

    /** A reader that the caller closes. */
    public static ImageReader imageReader() {
        return new ContainerImageReader(ImageLimits.of(ReadingSettings.DEFAULT), new OpenZips());
    }
}
