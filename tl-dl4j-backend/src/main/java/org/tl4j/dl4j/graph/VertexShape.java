package org.tl4j.dl4j.graph;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.preprocessing.Preprocessing;

/** What comes out of the vertices of a graph for one image. */
public final class VertexShape {
    private VertexShape() {}

    /** That of every vertex of a graph whose input is what {@code input} makes. */
    public static Map<String, InputType> types(ComputationGraphConfiguration configuration, Preprocessing input) {
        return configuration.getLayerActivationTypes(inputType(input));
    }

    /** DL4J's word for the images that {@code input} makes. */
    public static InputType inputType(Preprocessing input) {
        return InputType.convolutional(
                input.crop().height(), input.crop().width(), input.channels().channels());
    }

    /** That of the images that {@code input} makes. */
    public static FeatureMap input(Preprocessing input) {
        return new FeatureMap(
                input.channels().channels(), input.crop().height(), input.crop().width());
    }

    /** That of DL4J's type. */
    public static FeatureShape of(InputType type) {
        if (type instanceof InputType.InputTypeConvolutional spatial) {
            return new FeatureMap(spatial.getChannels(), spatial.getHeight(), spatial.getWidth());
        }
        return new FeatureVector(type.arrayElementsPerExample());
    }
}
