package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/** Properties of an architecture's configuration. No graph is allocated, because it can need hundreds of megabytes. */
final class BuiltGraphs {
    private BuiltGraphs() {}

    /** Preprocessing of photos that are cropped to a square. */
    static Preprocessing photos(int side) {
        return photos(ImageSize.square(side));
    }

    static Preprocessing photos(ImageSize crop) {
        return new Preprocessing(
                new ResizeRule.Exact(crop),
                crop,
                ChannelOrder.RGB,
                1.0 / 255,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0));
    }

    static ComputationGraphConfiguration configuration(String name, Preprocessing input, int classes) {
        return Architectures.named(name).configuration(input, classes, new Architecture.Initialisation(0, new NoOp()));
    }

    /** The number of parameters as PyTorch counts them, without the statistics of batch norms. */
    static long parameters(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .flatMap(vertex ->
                        vertex instanceof LayerVertex layer ? Stream.of(layer.getLayerConf()) : Stream.empty())
                .mapToLong(layer -> {
                    long all = layer.getLayer().initializer().numParams(layer);
                    return layer.getLayer() instanceof BatchNormalization ? all / 2 : all;
                })
                .sum();
    }

    static Optional<Layer> layer(GraphVertex vertex) {
        return vertex instanceof LayerVertex holder
                ? Optional.of(holder.getLayerConf().getLayer())
                : Optional.empty();
    }

    /** The names of the layers of some kinds. */
    static List<String> layers(ComputationGraphConfiguration configuration, Class<?>... types) {
        return configuration.getVertices().entrySet().stream()
                .filter(entry -> layer(entry.getValue())
                        .filter(layer -> Stream.of(types).anyMatch(type -> type.isInstance(layer)))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }
}
