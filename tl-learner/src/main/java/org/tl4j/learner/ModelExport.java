package org.tl4j.learner;

import java.nio.file.Path;

/** Writes models for other software. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface ModelExport {
    /**
     * Writes a bundle's network for other software; the file holds the old content or the whole new one, never half.
     *
     * @throws org.tl4j.core.error.UsageException if the format is not known or cannot hold what is asked for
     * @throws org.tl4j.core.error.BundleException if the bundle cannot be read, or its network not be written in that format
     * @throws org.tl4j.core.error.EnvironmentException if the file cannot be written
     */
    void export(ExportRequest request);

    /**
     * Writes a bundle's network that takes preprocessed images.
     *
     * @param format as {@link ExportRequest#format}
     * @throws org.tl4j.core.error.Tl4jException as {@link #export(ExportRequest)}
     */
    default void export(Path bundle, String format, Path file) {
        export(ExportRequest.of(bundle, format, file));
    }
}
