package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.graph.VertexShape;
import org.tl4j.dl4j.validation.Thawed;

/**
 * The network of a bundle up to the values before pooling. Where a vertex of the boundary is a pooling of all positions itself, these
 * are the values that it pools.
 */
final class BundleMaps implements UnpooledNetwork {
    /** Far more than a boundary of a network for images has; 16 MB per image. */
    private static final long MOST_VALUES = 1 << 22;

    private static final String REMEDY = "train it again";

    private final OwnedGraph owned;
    private final List<UnpooledOutput> outputs;
    private final int width;
    private final FeatureGraph featureGraph;

    private BundleMaps(OwnedGraph owned, Boundary boundary, List<UnpooledOutput> outputs) {
        this.owned = owned;
        this.outputs = outputs;
        this.width = boundary.width();
        List<FeatureShape> shapes = outputs.stream().map(UnpooledOutput::shape).toList();
        this.featureGraph = owned.use(graph -> FeatureGraph.of(graph, boundary, shapes));
    }

    /**
     * Takes ownership of {@code graph}, and frees it if it has no such values.
     *
     * @return empty if a vertex is not in the graph or gives neither maps nor vectors, if two are pooled from the same values, or
     *     if there are too many
     */
    static Optional<UnpooledNetwork> of(ComputationGraph graph, Preprocessing input, List<String> vertices) {
        OwnedGraph owned = new OwnedGraph(graph);
        boolean kept = false;
        try {
            Map<String, InputType> types = VertexShape.types(graph.getConfiguration(), input);
            List<String> sources = new ArrayList<>();
            List<UnpooledOutput> outputs = new ArrayList<>();
            for (String vertex : vertices) {
                Source source = Source.of(graph.getConfiguration(), types, vertex);
                Optional<FeatureShape> shape = Optional.ofNullable(types.get(source.vertex()))
                        .filter(type -> graph.getConfiguration().getVertices().containsKey(source.vertex()))
                        .flatMap(VertexShape::find);
                shape.ifPresent(found -> {
                    sources.add(source.vertex());
                    outputs.add(new UnpooledOutput(found, source.pooled()));
                });
            }
            long values = outputs.stream()
                    .mapToLong(output -> output.shape().values())
                    .sum();
            if (new HashSet<>(sources).size() < vertices.size() || values > MOST_VALUES) {
                return Optional.empty();
            }
            Boundary boundary = new Boundary(sources, Pooling.FLATTEN, Math.toIntExact(values));
            UnpooledNetwork network = new BundleMaps(owned, boundary, List.copyOf(outputs));
            kept = true;
            return Optional.of(network);
        } finally {
            if (!kept) {
                owned.close();
            }
        }
    }

    /**
     * Where the values of a vertex come from.
     *
     * @param vertex that gives them
     * @param pooled what is done with them on the way
     */
    private record Source(String vertex, Optional<Pooling> pooled) {
        static Source of(ComputationGraphConfiguration graph, Map<String, InputType> types, String vertex) {
            String name = vertex;
            while (graph.getVertices().containsKey(name)) {
                Object part = Thawed.part(graph.getVertices().get(name));
                List<String> inputs = graph.getVertexInputs().get(name);
                if (part instanceof GlobalPoolingLayer pooling) {
                    boolean ofMap = VertexShape.find(types.get(inputs.get(0)))
                            .filter(FeatureMap.class::isInstance)
                            .isPresent();
                    Optional<Pooling> kind = pooling.getPoolingType() == PoolingType.AVG
                            ? Optional.of(Pooling.AVERAGE)
                            : Optional.of(Pooling.MAX).filter(max -> pooling.getPoolingType() == PoolingType.MAX);
                    return ofMap && kind.isPresent()
                            ? new Source(inputs.get(0), kind)
                            : new Source(vertex, Optional.empty());
                } else if (!(part instanceof DropoutLayer)) {
                    return new Source(vertex, Optional.empty());
                }
                name = inputs.get(0);
            }
            return new Source(vertex, Optional.empty());
        }
    }

    @Override
    public List<UnpooledOutput> outputs() {
        return outputs;
    }

    @Override
    public FeatureBatch values(ImageBatch images) {
        FeatureBatch features = FeatureBatch.allocate(images.images(), width);
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
