package org.tl4j.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.validation.KnownParts;
import org.tl4j.dl4j.validation.Thawed;

/** Every layer computes in ONNX what it computes in Deeplearning4j. */
class LayersInOnnxTest {
    private static final Preprocessing INPUT =
            TestGraph.images(LayerCases.CHANNELS, LayerCases.HEIGHT, LayerCases.WIDTH);

    @TestFactory
    Stream<DynamicTest> layersOfImagesAgree() {
        return LayerCases.ofImages().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertSame(
                                TestGraph.ofImages(
                                        INPUT,
                                        builder -> builder.addLayer(TestGraph.TO, entry.getValue(), TestGraph.FROM)),
                                INPUT)));
    }

    @TestFactory
    Stream<DynamicTest> layersOfRowsAgree() {
        return LayerCases.ofRows().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertSame(
                                TestGraph.ofRows(
                                        INPUT,
                                        builder -> builder.addLayer(
                                                TestGraph.TO,
                                                entry.getValue(),
                                                new CnnToFeedForwardPreProcessor(0, 0, 0),
                                                TestGraph.FROM)),
                                INPUT)));
    }

    static void assertSame(ComputationGraph graph, Preprocessing input) throws Exception {
        ImageBatch images = TestGraph.batch(input);
        try (WrittenNetwork session = WrittenNetwork.of(TestGraph.written(graph, input))) {
            Values.assertAgree(
                    session.run(OnnxNetwork.FEATURES, images), TestGraph.computedWithoutHelpers(graph, images), 1e-5);
        } finally {
            OwnedGraph.free(graph);
        }
    }

    /** A kind of layer that networks may hold has a case here, so that it is written or refused by name. */
    @Test
    void everyKnownLayerHasACase() {
        Set<Class<?>> tried = new HashSet<>();
        Stream.of(LayerCases.ofImages(), LayerCases.ofRows())
                .flatMap(cases -> cases.values().stream())
                .forEach(layer -> tried.add(Thawed.layer(layer).getClass()));

        assertThat(tried).containsAll(KnownParts.layers());
    }
}
