package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Dl4jContents;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;

/** Contents of a network that no graph can be made of. */
class RefusedContentsTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void contentsWithOtherWeightsThanTheGraphAreRefused() {
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            NetworkContents contents = network.contents();
            NetworkContents incomplete = Dl4jContents.of(
                    contents.text(Dl4jContents.GRAPH),
                    contents.tensors(NetworkContents.WEIGHTS)
                            .subList(
                                    1, contents.tensors(NetworkContents.WEIGHTS).size()));

            assertThatThrownBy(() -> new Dl4jNetworkLoader()
                            .load(incomplete, backbone.spec().preprocessing()))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("as many parameters as its weights");
        }
    }

    @Test
    void contentsOfAnotherEngineAreRefused() {
        NetworkContents other = new NetworkContents("onnxruntime", List.of(NetworkEntry.text("network.json", "{}")));
        try (Dl4jBackbone backbone = PretrainedFixture.backbone()) {
            assertThatThrownBy(() ->
                            new Dl4jNetworkLoader().load(other, backbone.spec().preprocessing()))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("engine of the bundle must be deeplearning4j, found onnxruntime");
        }
    }

    @Test
    void contentsWithoutAGraphOrWeightsAreRefused() {
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            for (NetworkEntry entry : network.contents().entries()) {
                NetworkContents half = new NetworkContents(Dl4jContents.ENGINE, List.of(entry));
                assertThatThrownBy(() -> new Dl4jNetworkLoader()
                                .load(half, backbone.spec().preprocessing()))
                        .isInstanceOf(BundleException.class)
                        .hasMessageContaining("must have the entry");
            }
        }
    }
}
