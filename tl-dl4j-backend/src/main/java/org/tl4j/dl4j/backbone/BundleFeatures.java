package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.graph.VertexShape;

/** The network of a bundle up to its boundary: after fine-tuning, its features are not those of the pretrained network. */
final class BundleFeatures implements FeatureNetwork {
    private static final String REMEDY = "train it again";

    private final OwnedGraph owned;
    private final Boundary boundary;
    private final FeatureGraph featureGraph;

    private BundleFeatures(OwnedGraph owned, Boundary boundary, List<FeatureShape> shapes) {
        this.owned = owned;
        this.boundary = boundary;
        this.featureGraph = owned.use(graph -> FeatureGraph.of(graph, boundary, shapes));
    }

    /**
     * Takes ownership of {@code graph}, and frees it if it has no such boundary.
     *
     * @throws BundleException if a vertex is not in the graph, or the pooling does not go with it
     */
    static BundleFeatures of(ComputationGraph graph, Preprocessing input, List<String> vertices, Pooling pooling) {
        OwnedGraph owned = new OwnedGraph(graph);
        try {
            List<FeatureShape> shapes = shapes(graph, input, vertices);
            return new BundleFeatures(owned, boundary(vertices, shapes, pooling), shapes);
        } catch (RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    private static List<FeatureShape> shapes(ComputationGraph graph, Preprocessing input, List<String> vertices) {
        Map<String, InputType> types = VertexShape.types(graph.getConfiguration(), input);
        List<String> unknown = vertices.stream()
                .filter(vertex -> !types.containsKey(vertex)
                        || graph.getConfiguration().getNetworkInputs().contains(vertex)
                        || graph.getConfiguration().getNetworkOutputs().contains(vertex))
                .toList();
        if (!unknown.isEmpty()) {
            throw new BundleException(
                    "boundary of the bundle",
                    "must be layers of its network, between input and output",
                    String.join(", ", unknown),
                    REMEDY);
        }
        return vertices.stream()
                .map(vertex -> VertexShape.find(types.get(vertex))
                        .orElseThrow(() -> new BundleException(
                                "boundary of the bundle",
                                "must give a map or a vector for each image",
                                vertex + ", which gives " + types.get(vertex),
                                REMEDY)))
                .toList();
    }

    private static Boundary boundary(List<String> vertices, List<FeatureShape> shapes, Pooling pooling) {
        try {
            pooling.requireFor(vertices, shapes);
        } catch (UsageException e) {
            throw new BundleException(e.problem(), e);
        }
        long width = shapes.stream().mapToLong(pooling::width).sum();
        if (width > Boundaries.MOST_FEATURES) {
            throw new BundleException(
                    "boundary of the bundle",
                    "must give at most " + Boundaries.MOST_FEATURES + " features",
                    shapes.stream().map(FeatureShape::words).collect(Collectors.joining(", ")),
                    REMEDY);
        }
        return new Boundary(vertices, pooling, Math.toIntExact(width));
    }

    @Override
    public Boundary boundary() {
        return boundary;
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        FeatureBatch features = FeatureBatch.allocate(images.images(), boundary.width());
        float[] values = owned.use(graph -> featureGraph.values(images));
        FiniteValues.require(values, "features of the bundle", REMEDY, BundleException::new);
        features.values().put(0, values);
        return features;
    }

    @Override
    public void close() {
        owned.close();
    }
}
