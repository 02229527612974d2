package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;

/**
 * What to write for other software, and where.
 *
 * @param bundle the model
 * @param format {@value #ONNX}, the whole classifier for any software that runs ONNX; {@value #SAFETENSORS}, the parameters
 *     alone; or one that the engine of the bundle writes: {@value #DEEPLEARNING4J}, to be opened with
 *     {@code ComputationGraph.load}
 * @param file to write
 * @param withPreprocessing whether the network is to resize, crop and normalise images by itself, so that it takes pixels of
 *     images of any size; {@value #ONNX} only
 */
public record ExportRequest(Path bundle, String format, Path file, boolean withPreprocessing) {
    /** The format that most other software runs. */
    public static final String ONNX = "onnx";

    /** The format of the parameters alone, with the names and shapes of PyTorch. */
    public static final String SAFETENSORS = "safetensors";

    /** The zip that plain Deeplearning4j opens. */
    public static final String DEEPLEARNING4J = "deeplearning4j";

    /**
     * Checks that all is given.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public ExportRequest {
        required(bundle, "bundle");
        required(format, "format");
        required(file, "file");
    }

    /**
     * A network that takes preprocessed images.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public static ExportRequest of(Path bundle, String format, Path file) {
        return new ExportRequest(bundle, format, file, false);
    }

    /** The same, where the network preprocesses images by itself. */
    public ExportRequest preprocessing() {
        return new ExportRequest(bundle, format, file, true);
    }
}
