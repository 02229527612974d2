package org.tl4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

class BundleGraphsTest {
    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void train() throws IOException {
        Runtimes.started();
        Path photos = Photos.write(folder.resolve("photos"), 5);
        ComputationGraph graph = Graphs.initialised(Graphs.small());
        try (TransferLearner learner = learner()) {
            Path file = folder.resolve("model.tlz");
            learner.train(TrainingRequest.of(photos, file)
                    .withStrategy(FeatureExtractionSettings.DEFAULT)
                    .withBackbone(Deeplearning4jBackbone.of(
                                    "own", graph, Optional.of(ImageSize.square(Photos.SIDE)), PixelConvention.UNIT)
                            .addTo(learner)));
            bundle = learner.bundles().read(file);
        }
    }

    @Test
    void aGraphGoesOutIsTrainedAndComesBack() throws IOException {
        ComputationGraph graph = new TransferLearning.GraphBuilder(BundleGraphs.graph(bundle))
                .fineTuneConfiguration(
                        new FineTuneConfiguration.Builder().updater(new Sgd(1)).build())
                .build();
        INDArray red = Nd4j.zeros(1, 3, Photos.SIDE, Photos.SIDE);
        red.slice(0).slice(0).assign(0.85);
        double before = graph.outputSingle(red.dup()).getDouble(0, 0);
        for (int step = 0; step < 30; step++) {
            // red is called blue from now on
            graph.fit(new DataSet(red.dup(), Nd4j.createFromArray(new float[][] {{1, 0}})));
        }
        double after = graph.outputSingle(red.dup()).getDouble(0, 0);
        assertThat(after).isGreaterThan(before + 0.1);
        Path file = folder.resolve("further.tlz");

        Bundle further = BundleGraphs.withGraph(bundle, graph, "30 steps on one image");
        try (TransferLearner learner = learner()) {
            learner.bundles().write(file, further);
            Bundle read = learner.bundles().read(file);

            assertThat(read.manifest().labels()).isEqualTo(bundle.manifest().labels());
            assertThat(read.manifest().metrics()).isEmpty();
            assertThat(read.manifest().provenance().settings())
                    .containsEntry("trained-further", "30 steps on one image")
                    .containsAllEntriesOf(bundle.manifest().provenance().settings());
            try (var predictor = learner.predictor(file);
                    var old = learner.predictor(folder.resolve("model.tlz"))) {
                Path photo = folder.resolve("photos/red/0.png");
                assertThat(old.predict(photo).best().label()).isEqualTo("red");
                assertThat(predictor.predict(photo).best().label()).isEqualTo("blue");
            }
        }
    }

    @Test
    void aGraphThatCameBackGoesOutAgainAsItIs() {
        ComputationGraph first = BundleGraphs.graph(bundle);
        ComputationGraph second = BundleGraphs.graph(BundleGraphs.withGraph(bundle, first, "nothing"));

        assertThat(second.params()).isEqualTo(first.params());
        assertThat(second.getConfiguration().getNetworkOutputs())
                .isEqualTo(first.getConfiguration().getNetworkOutputs());
    }

    @Test
    void aGraphOfOtherClassesIsRefused() {
        ComputationGraph graph = BundleGraphs.graph(bundle);
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        String head = graph.getConfiguration().getVertexInputs().get(output).get(0);
        ComputationGraph five = new TransferLearning.GraphBuilder(graph)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .removeVertexAndConnections(output)
                .addLayer(
                        "five",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(6)
                                .nOut(5)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        head)
                .setOutputs("five")
                .build();

        assertThatThrownBy(() -> BundleGraphs.withGraph(bundle, five, "other classes"))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("must have an output for each of the 2 classes of the bundle, found 5");
        assertThatThrownBy(() -> BundleGraphs.withGraph(bundle, Graphs.initialised(Graphs.small()), "three classes"))
                .isInstanceOf(BundleException.class);
    }

    @Test
    void aGraphOfSeveralLabelsIsRefusedForABundleOfOne() {
        ComputationGraph graph = BundleGraphs.graph(bundle);
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        String head = graph.getConfiguration().getVertexInputs().get(output).get(0);
        ComputationGraph sigmoids = new TransferLearning.GraphBuilder(graph)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .removeVertexAndConnections(output)
                .addLayer(
                        "sigmoids",
                        new OutputLayer.Builder(LossFunction.XENT)
                                .nIn(6)
                                .nOut(2)
                                .activation(Activation.SIGMOID)
                                .build(),
                        head)
                .setOutputs("sigmoids")
                .build();

        assertThatThrownBy(() -> BundleGraphs.withGraph(bundle, sigmoids, "another loss"))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("must be a softmax for a bundle of one label per image")
                .hasMessageContaining("found one for multi-label");
    }

    private TransferLearner learner() {
        return TransferLearner.create(
                StorageSettings.in(folder.resolve("cache")).offline());
    }
}
