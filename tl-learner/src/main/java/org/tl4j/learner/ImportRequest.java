package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.PreprocessingRule;

/**
 * A network of another framework that becomes a backbone.
 *
 * @param file of Keras (HDF5, a whole model), Deeplearning4j (zip) or ONNX
 * @param name the name of the backbone: lower-case letters, digits, {@code .}, {@code _} and {@code -}, at most 64
 * @param preprocessing how its images were preprocessed when it was trained; the file does not say, and wrong preprocessing
 *     makes the features worthless
 * @param boundary where its features are taken, in place of the last layer before the classifier
 * @param pooling how the output of the boundary is pooled, for a network of ONNX; what suits the output if empty
 * @param inputSize the side of the square images that it takes, from 1 to 4096 pixels, for a network whose file does not
 *     say; without it, the most likely size that fits is used
 * @param trainedOn the images it learned from, for people
 * @param licence of its weights, an SPDX identifier
 * @param replace whether an imported network of this name may be replaced
 */
public record ImportRequest(
        Path file,
        String name,
        PreprocessingRule preprocessing,
        Optional<String> boundary,
        Optional<Pooling> pooling,
        OptionalInt inputSize,
        String trainedOn,
        String licence,
        boolean replace) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** What is said where nobody knows. */
    public static final String UNKNOWN = "unknown";

    /**
     * Checks name and size.
     *
     * @throws UsageException if they cannot be taken, or something is null
     */
    public ImportRequest {
        required(file, "file");
        required(preprocessing, "preprocessing");
        required(boundary, "boundary");
        required(pooling, "pooling");
        BackboneRequest.requireInputSize(required(inputSize, "inputSize"));
        required(trainedOn, "trainedOn");
        required(licence, "licence");
        if (!NAME.matcher(required(name, "name")).matches()) {
            throw new UsageException(
                    "name",
                    "must be at most 64 small letters, digits, dots, underscores and dashes, the first a letter or digit",
                    name,
                    "");
        }
    }

    /** A request that leaves the pooling to the network. */
    public ImportRequest(
            Path file,
            String name,
            PreprocessingRule preprocessing,
            Optional<String> boundary,
            OptionalInt inputSize,
            String trainedOn,
            String licence,
            boolean replace) {
        this(file, name, preprocessing, boundary, Optional.empty(), inputSize, trainedOn, licence, replace);
    }

    /** With all that is optional left out. */
    public static ImportRequest of(Path file, String name, PreprocessingRule preprocessing) {
        return new ImportRequest(
                file,
                name,
                preprocessing,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                UNKNOWN,
                UNKNOWN,
                false);
    }

    /** The same with features of this vertex. */
    public ImportRequest withBoundary(String vertex) {
        return new ImportRequest(
                file,
                name,
                preprocessing,
                Optional.of(required(vertex, "boundary")),
                pooling,
                inputSize,
                trainedOn,
                licence,
                replace);
    }

    /** The same with this pooling of the output of the boundary. */
    public ImportRequest withPooling(Pooling choice) {
        return new ImportRequest(
                file,
                name,
                preprocessing,
                boundary,
                Optional.of(required(choice, "pooling")),
                inputSize,
                trainedOn,
                licence,
                replace);
    }

    /** The same for square images whose sides have this many pixels, from 1 to 4096. */
    public ImportRequest withInputSize(int pixels) {
        return new ImportRequest(
                file, name, preprocessing, boundary, pooling, OptionalInt.of(pixels), trainedOn, licence, replace);
    }

    /** The same with the images that the network learned from, for people. */
    public ImportRequest withTrainedOn(String images) {
        return new ImportRequest(file, name, preprocessing, boundary, pooling, inputSize, images, licence, replace);
    }

    /** The same with the licence of the weights, an SPDX identifier. */
    public ImportRequest withLicence(String identifier) {
        return new ImportRequest(
                file, name, preprocessing, boundary, pooling, inputSize, trainedOn, identifier, replace);
    }

    /** The same, and an imported network of this name may be replaced. */
    public ImportRequest replacing() {
        return new ImportRequest(file, name, preprocessing, boundary, pooling, inputSize, trainedOn, licence, true);
    }
}
