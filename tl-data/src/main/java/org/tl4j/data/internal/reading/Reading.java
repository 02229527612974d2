package org.tl4j.data.internal.reading;

import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.data.internal.format.ImageLimits;

/** The door of this package. */
public final class Reading {
    private Reading() {}

    /** A source that looks at as many files at a time as there are processors. */
    public static DatasetSource datasetSource() {
        return new ImageDatasetSource(Runtime.getRuntime().availableProcessors());
    }

    /** A reader that is its caller's to close. */
    public static ImageReader imageReader() {
        return new ContainerImageReader(ImageLimits.of(ReadingSettings.DEFAULT), new OpenZips());
    }
}
