package org.tl4j.onnx.graph;

import java.util.List;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TokenSequence;

/** Appends the pooling of a value, which gives [n, width]. */
final class PoolingNodes {
    private PoolingNodes() {}

    /** Appends the nodes of a pooling that goes with the shape. */
    static String append(Nodes nodes, String prefix, String value, ValueShape shape, Pooling pooling) {
        if (shape.feature() instanceof FeatureVector) {
            return flat(nodes, prefix, value);
        }
        return switch (pooling) {
            case AVERAGE, MEAN -> average(nodes, prefix, value, shape);
            case MAX -> greatest(nodes, prefix, value, shape);
            case BOTH ->
                joined(nodes, prefix, average(nodes, prefix, value, shape), greatest(nodes, prefix, value, shape));
            case CLS -> nodes.first(prefix + "cls", value);
            case CLS_MEAN ->
                joined(nodes, prefix, nodes.first(prefix + "cls", value), patches(nodes, prefix, value, true));
            case FLATTEN -> flat(nodes, prefix, channelsFirst(nodes, prefix, value, shape));
        };
    }

    private static String average(Nodes nodes, String prefix, String value, ValueShape shape) {
        if (shape.feature() instanceof TokenSequence tokens) {
            return patches(nodes, prefix, value, tokens.hasClassToken());
        }
        // global pools, unlike reductions, work on the blocked layout in which ONNX Runtime keeps maps
        return shape.channelsLast()
                ? nodes.mean(prefix + "mean", value, 1, 2)
                : flat(nodes, prefix + "mean/", nodes.add("GlobalAveragePool", prefix + "mean", value));
    }

    private static String patches(Nodes nodes, String prefix, String value, boolean classToken) {
        return nodes.mean(prefix + "mean", classToken ? nodes.from(prefix + "others", value, 1) : value, 1);
    }

    private static String greatest(Nodes nodes, String prefix, String value, ValueShape shape) {
        return shape.channelsLast()
                ? nodes.max(prefix + "max", value, 1, 2)
                : flat(nodes, prefix + "max/", nodes.add("GlobalMaxPool", prefix + "max", value));
    }

    /** Flattened values are in the order of channels, height, width. */
    private static String channelsFirst(Nodes nodes, String prefix, String value, ValueShape shape) {
        return shape.channelsLast()
                ? nodes.add("Transpose", prefix + "first", value, Nodes.integers("perm", 0, 3, 1, 2))
                : value;
    }

    private static String flat(Nodes nodes, String prefix, String value) {
        return nodes.add("Flatten", prefix + "flat", value, Nodes.integer("axis", 1));
    }

    private static String joined(Nodes nodes, String prefix, String first, String second) {
        return nodes.add("Concat", prefix + "joined", List.of(first, second), Nodes.integer("axis", 1));
    }
}
