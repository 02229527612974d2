package org.tl4j.dl4j.onnx;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.tl4j.dl4j.onnx.KnownValues.Padded;

/** Pooling of windows and of whole images. */
final class PoolingWriter {
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    private final OnnxNodes nodes;
    private final KnownValues known;

    PoolingWriter(OnnxNodes nodes, KnownValues known) {
        this.nodes = nodes;
        this.known = known;
    }

    String windows(SubsamplingLayer layer, Place place) {
        Window window = Window.of(layer, place);
        if (window.isDilated()) {
            throw new RefusedPart(place.vertex(), layer, "dilation");
        }
        return switch (layer.getPoolingType()) {
            case MAX -> maximum(layer, window, place);
            case AVG ->
                nodes.add(
                        "AveragePool",
                        place.vertex(),
                        List.of(apart(place.input(), place)),
                        window.attributes(
                                Attributes.integer("count_include_pad", layer.isAvgPoolIncludePadInDivisor() ? 1 : 0)));
            case PNORM ->
                nodes.add(
                        "LpPool",
                        place.vertex(),
                        List.of(place.input()),
                        window.attributes(Attributes.integer("p", layer.getPnorm())));
            case SUM -> throw new RefusedPart(place.vertex(), layer, "poolingType SUM");
        };
    }

    /** Padding of a maximum is ignored, and so are zeros around values that are not negative. */
    private String maximum(SubsamplingLayer layer, Window window, Place place) {
        if (!window.isPaddedLessThanItsSize()) {
            throw new RefusedPart(place.vertex(), layer, "padding as large as its windows");
        }
        Optional<Padded> padded = known.padded(place.input())
                .filter(image -> known.isNeverNegative(image.inner())
                        && window.padded(image.edges()).isPaddedLessThanItsSize());
        String input = padded.map(Padded::inner).orElseGet(() -> apart(place.input(), place));
        Window windows = padded.map(image -> window.padded(image.edges())).orElse(window);
        String value = nodes.add("MaxPool", place.vertex(), List.of(input), windows.attributes());
        if (known.isNeverNegative(input)) {
            known.addNeverNegative(value);
        }
        return value;
    }

    /**
     * Zeros around an image, which must stay apart from the pooling: the optimiser of ONNX Runtime 1.29 makes them padding of
     * any pooling, even of a maximum of negative values, and even if there are too many.
     */
    private String apart(String input, Place place) {
        return known.padded(input).isPresent()
                ? nodes.add("Concat", place.part("zeros"), List.of(input), Attributes.integer("axis", 1))
                : input;
    }

    String all(GlobalPoolingLayer layer, Place place) {
        List<String> input = List.of(place.input());
        String name = layer.isCollapseDimensions() ? place.part("pixel") : place.vertex();
        String pixel = switch (layer.getPoolingType()) {
            case AVG -> nodes.add("GlobalAveragePool", name, input);
            case MAX -> nodes.add("GlobalMaxPool", name, input);
            case PNORM -> nodes.add("GlobalLpPool", name, input, Attributes.integer("p", layer.getPnorm()));
            case SUM ->
                nodes.add(
                        "ReduceSum",
                        name,
                        List.of(place.input(), nodes.integers(place.part("axes"), HEIGHT, WIDTH)),
                        Attributes.integer("keepdims", 1));
        };
        return layer.isCollapseDimensions() ? flat(place.vertex(), pixel) : pixel;
    }

    /** The mean of each channel, as a row. */
    String mean(String name, String input) {
        return flat(name, nodes.add("GlobalAveragePool", name + "/pixel", List.of(input)));
    }

    private String flat(String name, String pixel) {
        return nodes.add("Flatten", name, List.of(pixel), Attributes.integer("axis", 1));
    }
}
