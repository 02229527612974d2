package org.tl4j.learner;

import java.nio.file.Path;

/** Writes models for other software. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface ModelExport {
    /**
     * Writes a bundle's network for other software.
     *
     * @param format one that the engine of the bundle can write: {@code deeplearning4j}, to be opened with
     *     {@code ComputationGraph.load}
     * @throws org.tl4j.core.error.UsageException if the engine of the bundle does not write that format
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read or the file not written
     */
    void export(Path bundle, String format, Path file);
}
