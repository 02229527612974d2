package org.tl4j.learner;

import java.nio.file.Path;

/** Writes bundles of older formats in the newest one. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface ModelConversion {
    /**
     * Writes a bundle again, in the newest format and with a description of its network in ONNX, so that it opens without the
     * engine that it is for. Weights, labels, preprocessing, metrics and provenance stay what they are.
     *
     * @param bundle of any format; it is not changed
     * @param file the new bundle, another file; it holds the old content or the whole new one, never half
     * @throws org.tl4j.core.error.UsageException if both are the same file
     * @throws org.tl4j.core.error.BundleException if the bundle cannot be read, or its network has a layer that cannot be
     *     described in ONNX, which the message names; nothing is written then
     * @throws org.tl4j.core.error.EnvironmentException if the file cannot be written
     */
    ConversionReport convert(Path bundle, Path file);
}
