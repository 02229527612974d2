package org.tl4j.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.OwnedGraph;

/** Every family of networks of the catalogue, as a whole classifier. */
class ArchitecturesInOnnxTest {
    @ParameterizedTest
    @CsvSource({
        "resnet20, 32, 32",
        "resnet20, 33, 47",
        "resnet18, 64, 64",
        "resnet50, 64, 75",
        "densenet121, 64, 64",
        "efficientnet_b0, 64, 64",
        "mobilenet_v2, 64, 64",
        "squeezenet1_0, 75, 64",
        "squeezenet1_1, 64, 75"
    })
    void computesTheSameInOnnx(String name, int height, int width) throws Exception {
        Started.runtime();
        Preprocessing input = TestGraph.images(3, height, width);
        ComputationGraph graph = new ComputationGraph(
                Architectures.named(name).configuration(input, 5, new Architecture.Initialisation(3, new NoOp())));
        graph.init();
        TestGraph.randomise(graph);
        ImageBatch images = TestGraph.batch(input);

        try (WrittenNetwork session = WrittenNetwork.of(TestGraph.classifier(graph, input))) {
            assertThat(session.outputs()).containsExactlyInAnyOrder(OnnxNetwork.FEATURES, OnnxNetwork.PROBABILITIES);
            Values.assertAgree(session.run(OnnxNetwork.PROBABILITIES, images), TestGraph.computed(graph, images));
        } finally {
            OwnedGraph.free(graph);
        }
    }
}
