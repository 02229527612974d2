package org.tl4j.dl4j.graph;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.preprocessing.Preprocessing;

/** The output shape of a vertex of a graph for one image. */
public final class VertexShape {
    private VertexShape() {}

    /** The shapes of all vertices of a graph for images preprocessed by {@code input}. */
    public static Map<String, InputType> types(ComputationGraphConfiguration configuration, Preprocessing input) {
        return configuration.getLayerActivationTypes(inputType(input));
    }

    /** DL4J's input type for images preprocessed by {@code input}. */
    public static InputType inputType(Preprocessing input) {
        return InputType.convolutional(
                input.crop().height(), input.crop().width(), input.channels().channels());
    }

    /** The shape of images preprocessed by {@code input}. */
    public static FeatureMap input(Preprocessing input) {
        return new FeatureMap(
                input.channels().channels(), input.crop().height(), input.crop().width());
    }

    /**
     * The shape of an input type of DL4J.
     *
     * @throws IllegalArgumentException as {@link #find} is empty
     */
    public static FeatureShape of(InputType type) {
        return find(type)
                .orElseThrow(
                        () -> new IllegalArgumentException("must be convolutional or feed-forward, found " + type));
    }

    /** The same; empty for sequences and volumes, of which features are not taken. */
    public static Optional<FeatureShape> find(InputType type) {
        if (type instanceof InputType.InputTypeConvolutional spatial) {
            return Optional.of(new FeatureMap(spatial.getChannels(), spatial.getHeight(), spatial.getWidth()));
        }
        return type instanceof InputType.InputTypeFeedForward || type instanceof InputType.InputTypeConvolutionalFlat
                ? Optional.of(new FeatureVector(type.arrayElementsPerExample()))
                : Optional.empty();
    }
}
