package org.tl4j.dl4j.backbone;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.network.Arrays4j;
import org.tl4j.dl4j.network.Dl4jNetwork;
import org.tl4j.dl4j.network.OwnedGraph;

/** A backbone as a DL4J graph. */
final class Dl4jBackbone implements Backbone {
    private final BackboneSpec spec;
    private final OwnedGraph owned;
    private final boolean spatial;

    /**
     * Takes ownership of {@code graph}.
     *
     * @param spatial whether the boundary's output has height and width
     */
    Dl4jBackbone(BackboneSpec spec, ComputationGraph graph, boolean spatial) {
        this.spec = spec;
        this.owned = new OwnedGraph(graph);
        this.spatial = spatial;
    }

    @Override
    public BackboneSpec spec() {
        return spec;
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        FeatureBatch features =
                FeatureBatch.allocate(images.images(), spec.boundary().width());
        return owned.use(graph -> {
            try (INDArray input = Arrays4j.from(images);
                    INDArray output = atBoundary(graph, input)) {
                features.values().put(0, Arrays4j.values(output));
                return features;
            }
        });
    }

    private INDArray atBoundary(ComputationGraph graph, INDArray input) {
        INDArray output = graph.output(List.of(spec.boundary().vertex()), false, new INDArray[] {input}, null)[0];
        if (!spatial) {
            return output;
        }
        try (output) {
            return output.mean(2, 3);
        }
    }

    @Override
    public TrainedNetwork withHead(LinearHead head) {
        if (head.inputs() != spec.boundary().width()) {
            throw new IllegalArgumentException("the head must take %d features, found %d"
                    .formatted(spec.boundary().width(), head.inputs()));
        }
        return owned.use(graph ->
                new Dl4jNetwork(HeadReplacement.replace(graph, spec.boundary().vertex(), spatial, head)));
    }

    @Override
    public void close() {
        owned.close();
    }
}
