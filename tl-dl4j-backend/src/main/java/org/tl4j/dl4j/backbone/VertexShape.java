package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * What comes out of a vertex for one image.
 *
 * @param dimensions [channels, height, width], or [features]
 */
record VertexShape(List<Long> dimensions) {
    VertexShape {
        dimensions = List.copyOf(dimensions);
    }

    /** That of every vertex of a graph whose input is what {@code input} makes. */
    static Map<String, InputType> types(ComputationGraphConfiguration configuration, Preprocessing input) {
        return configuration.getLayerActivationTypes(inputType(input));
    }

    /** DL4J's word for the images that {@code input} makes. */
    static InputType inputType(Preprocessing input) {
        return InputType.convolutional(
                input.crop().height(), input.crop().width(), input.channels().channels());
    }

    /** That of the images that {@code input} makes. */
    static VertexShape input(Preprocessing input) {
        return new VertexShape(
                List.of((long) input.channels().channels(), (long) input.crop().height(), (long)
                        input.crop().width()));
    }

    /** That of DL4J's type. */
    static VertexShape of(InputType type) {
        if (type instanceof InputType.InputTypeConvolutional spatial) {
            return new VertexShape(List.of(spatial.getChannels(), spatial.getHeight(), spatial.getWidth()));
        }
        return new VertexShape(List.of(type.arrayElementsPerExample()));
    }

    /** Whether it has height and width. */
    boolean spatial() {
        return dimensions.size() > 1;
    }

    /** How many values an image has. */
    int values() {
        return Math.toIntExact(dimensions.stream().reduce(1L, Math::multiplyExact));
    }
}
