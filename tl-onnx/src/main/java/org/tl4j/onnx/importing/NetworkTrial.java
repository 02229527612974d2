package org.tl4j.onnx.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ValueShape;

/** The first runs of a model, in child processes: which number of images it takes, the shapes of values, and its features. */
final class NetworkTrial {
    private static final String RULE = "must be a network that ONNX Runtime runs with such images";
    private static final String REMEDY =
            "check the input size and the preprocessing, or export the network again with other settings";

    /** Two images are equal to the same two alone, up to this share of the largest value. */
    private static final double TOLERANCE = 1e-3;

    private final Trial trial;
    private final SourceModel source;
    private final Preprocessing preprocessing;
    private final Map<String, ValueShape> shapes;

    private NetworkTrial(Trial trial, SourceModel source, Preprocessing preprocessing, Map<String, ValueShape> shapes) {
        this.trial = trial;
        this.source = source;
        this.preprocessing = preprocessing;
        this.shapes = shapes;
    }

    /** Runs two images, or as many as the model takes; a model that fails with two is run with one. */
    static NetworkTrial of(Trial trial, SourceModel source, Preprocessing preprocessing, List<String> values) {
        int images = source.batch().orElse(2);
        try {
            NetworkTrial two = tried(trial, source, preprocessing, values, images);
            if (source.batch().isPresent() || !two.shapes.isEmpty()) {
                return two;
            }
            return one(trial, source, preprocessing, values);
        } catch (TrialException e) {
            if (source.batch().isPresent()) {
                throw refused(e);
            }
            return one(trial, source, preprocessing, values);
        }
    }

    private static NetworkTrial one(Trial trial, SourceModel source, Preprocessing preprocessing, List<String> values) {
        try {
            return tried(trial, source.taking(OptionalInt.of(1)), preprocessing, values, 1);
        } catch (TrialException e) {
            throw refused(e);
        }
    }

    private static NetworkTrial tried(
            Trial trial, SourceModel source, Preprocessing preprocessing, List<String> values, int images)
            throws TrialException {
        List<ModelRun.Output> outputs = trial.run(source.probe(values), FixedPictures.of(preprocessing, images), false);
        return new NetworkTrial(trial, source, preprocessing, source.shapes(values, outputs, images));
    }

    private static InvalidModelException refused(TrialException cause) {
        return new InvalidModelException(RULE, cause.getMessage(), REMEDY);
    }

    /** The model with the number of images that it really takes. */
    SourceModel source() {
        return source;
    }

    /** The shapes of those of the values that can be features. */
    Map<String, ValueShape> shapes() {
        return shapes;
    }

    /**
     * The features of a boundary for pictures alone and in a batch. A model whose images are mixed in a batch gets them one by one
     * from then on.
     */
    NetworkFeatures features(Boundary boundary, List<ValueShape> required) {
        try {
            float[] alone =
                    row(source.batch().isPresent() ? source : source.taking(OptionalInt.of(1)), boundary, required);
            if (source.batch().isEmpty() && !agrees(alone, boundary, required)) {
                return new NetworkFeatures(source.taking(OptionalInt.of(1)), alone);
            }
            return new NetworkFeatures(source, alone);
        } catch (TrialException e) {
            throw refused(e);
        }
    }

    private boolean agrees(float[] alone, Boundary boundary, List<ValueShape> required) throws TrialException {
        float[] both = values(source, 2, boundary, required);
        double largest = 1e-30;
        double deviation = 0;
        for (int i = 0; i < alone.length; i++) {
            largest = Math.max(largest, Math.abs(alone[i]));
            deviation = Math.max(deviation, Math.abs(alone[i] - both[i]));
        }
        return deviation <= TOLERANCE * largest;
    }

    private float[] row(SourceModel model, Boundary boundary, List<ValueShape> required) throws TrialException {
        float[] values = values(model, model.batch().orElse(1), boundary, required);
        return Arrays.copyOf(values, boundary.width());
    }

    private float[] values(SourceModel model, int images, Boundary boundary, List<ValueShape> required)
            throws TrialException {
        List<ModelRun.Output> outputs =
                trial.run(model.features(boundary, required), FixedPictures.of(preprocessing, images), true);
        float[] values = outputs.isEmpty() ? new float[0] : outputs.get(0).values();
        if (values.length != images * boundary.width()) {
            throw new TrialException(
                    "%d values for %d images of %d features".formatted(values.length, images, boundary.width()));
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new TrialException("features that are not finite");
            }
        }
        return values;
    }
}
