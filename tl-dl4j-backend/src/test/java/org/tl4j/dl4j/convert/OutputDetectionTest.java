package org.tl4j.dl4j.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.keras.KerasFiles;
import org.tl4j.dl4j.convert.keras.KerasOutputs;

/** Which networks are classifiers, for how many classes, and where their features are. */
class OutputDetectionTest {
    private static final int SIDE = 8;
    private static final int WIDTH = 6;
    private static final int LAST = 4;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @CsvSource({
        "MCXENT, SOFTMAX, 4, dense",
        "MSE, SOFTMAX, 4, dense",
        "MCXENT, IDENTITY, 4, dense",
        "NEGATIVELOGLIKELIHOOD, IDENTITY, 4, dense",
        "XENT, SIGMOID, 4, dense",
        "XENT, IDENTITY, 4, dense",
        "MSE, IDENTITY, 0, last",
        "L1, TANH, 0, last"
    })
    void anOutputLayerIsAClassifierByItsActivationOrItsLoss(
            LossFunction loss, Activation activation, int classes, String boundary) {
        OutputLayer last =
                new OutputLayer.Builder(loss).nOut(LAST).activation(activation).build();
        check(saved(begun().addLayer("last", last, "dense").setOutputs("last")), classes, boundary);
    }

    @ParameterizedTest
    @CsvSource({"SOFTMAX, 4, dense", "SIGMOID, 4, dense", "IDENTITY, 0, last"})
    void aDenseLayerIsAClassifierByItsActivation(Activation activation, int classes, String boundary) {
        check(saved(begun().addLayer("last", dense(LAST, activation), "dense").setOutputs("last")), classes, boundary);
    }

    @ParameterizedTest
    @CsvSource({
        "MCXENT, SOFTMAX, 4, dense",
        "XENT, SIGMOID, 4, dense",
        "MCXENT, IDENTITY, 4, dense",
        "L2, IDENTITY, 0, last"
    })
    void aLossMayStandAlone(LossFunction loss, Activation activation, int classes, String boundary) {
        Layer alone = new LossLayer.Builder(loss).activation(activation).build();
        check(
                saved(begun().addLayer("last", dense(LAST, Activation.IDENTITY), "dense")
                        .addLayer("loss", alone, "last")
                        .setOutputs("loss")),
                classes,
                boundary);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SOFTMAX", "SIGMOID"})
    void theClassesOfBranchesAreAddedUp(Activation activation) {
        check(
                saved(begun().addLayer("left", dense(LAST, Activation.IDENTITY), "dense")
                        .addLayer("right", dense(3, Activation.IDENTITY), "dense")
                        .addVertex("both", new MergeVertex(), "left", "right")
                        .addLayer("last", new ActivationLayer(activation), "both")
                        .setOutputs("last")),
                LAST + 3,
                "dense");
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SOFTMAX", "SIGMOID"})
    void aMapOfPixelsHasNoClasses(Activation activation) {
        check(
                saved(convolved()
                        .addLayer(
                                "map",
                                new ConvolutionLayer.Builder(1, 1).nOut(3).build(),
                                "convolution")
                        .addLayer("last", new ActivationLayer(activation), "map")
                        .setOutputs("last")),
                0,
                "convolution");
    }

    @Test
    void oneSigmoidHasNoClasses() {
        check(
                saved(begun().addLayer("last", dense(1, Activation.SIGMOID), "dense")
                        .setOutputs("last")),
                0,
                "dense");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"loss\": \"sparse_categorical_crossentropy\"}|4|dense",
                "{\"loss\": {\"class_name\": \"SparseCategoricalCrossentropy\", \"config\": {\"from_logits\": true}}}|4|dense",
                "{\"loss\": [{\"class_name\": \"BinaryCrossentropy\", \"config\": {\"from_logits\": true}}]}|4|dense",
                "{\"loss\": \"mse\", \"metrics\": [\"categorical_crossentropy\"]}|0|last",
                "{}|0|last"
            })
    void aLinearLayerOfKerasIsAClassifierByTheLoss(String training, int classes, String boundary) {
        Path file = new KerasFiles(2, 2, 3)
                .training(training)
                .layer("Conv2D", "convolution", "\"filters\": 2, \"kernel_size\": [1, 1], \"use_bias\": false")
                .tensor("kernel", new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 3, 2)
                .layer("GlobalAveragePooling2D", "dense", "")
                .layer("Dense", "last", "\"units\": 4, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 2, 3, 4, 4, 3, 2, 1}, 2, 4)
                .write(folder);
        says(SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT), classes, boundary);
    }

    /** With the last layers of Keras 2.2's MobileNet and of other networks. */
    @ParameterizedTest
    @CsvSource({
        "softmax, , , mse, 4",
        "softmax, , Flatten, mse, 4",
        "softmax, , Reshape, mse, 4",
        "linear, softmax, , mse, 4",
        "linear, softmax, Reshape, mse, 4",
        "softmax, linear, Flatten, mse, 4",
        "sigmoid, , Flatten, mse, 4",
        "linear, sigmoid, Reshape, mse, 4",
        "linear, , Flatten, categorical_crossentropy, 4",
        "linear, linear, Reshape, categorical_crossentropy, 4",
        "linear, , Flatten, binary_crossentropy, 4",
        "linear, , Flatten, mse, 0",
    })
    void theConvolutionOfOnePixelIsADenseLayer(String within, String behind, String reshape, String loss, int classes) {
        KerasFiles file = new KerasFiles(2, 2, 3)
                .training("{\"loss\": \"" + loss + "\"}")
                .layer("GlobalAveragePooling2D", "mean", "")
                .layer("Reshape", "pixel", "\"target_shape\": [1, 1, 3]")
                .layer("Dropout", "dropout", "\"rate\": 0.001")
                .layer(
                        "Conv2D",
                        "scores",
                        "\"filters\": 4, \"kernel_size\": 1, \"activation\": \"%s\"".formatted(within))
                .tensor("kernel", KerasOutputs.random(12, 1), 1, 1, 3, 4)
                .tensor("bias", KerasOutputs.random(4, 2), 4);
        if (behind != null) {
            file.layer("Activation", "function", "\"activation\": \"%s\"".formatted(behind));
        }
        if (reshape != null) {
            file.layer(reshape, "row", "\"target_shape\": [4]");
        }

        says(
                SourceFile.read(file.write(folder), OptionalInt.empty(), PixelConvention.UNIT),
                classes,
                classes == 0 ? "row" : "mean");
    }

    @Test
    void aLinearActivationBehindTheSoftmaxIsNothing() {
        check(
                saved(begun().addLayer("scores", dense(LAST, Activation.SOFTMAX), "dense")
                        .addLayer("last", new ActivationLayer(Activation.IDENTITY), "scores")
                        .setOutputs("last")),
                LAST,
                "dense");
    }

    private void check(ComputationGraph saved, int classes, String boundary) {
        Path zip = SavedNetworks.save(saved, folder);
        says(SourceFile.read(zip, OptionalInt.of(SIDE), PixelConvention.UNIT), classes, boundary);
        try (INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, SIDE, SIDE)) {
            // what is checked when it is opened
            assertThat(SourceFile.graph(zip).outputSingle(image).length())
                    .isEqualTo(saved.outputSingle(image).length());
        }
    }

    private static void says(ImportedNetwork network, int classes, String boundary) {
        assertThat(network.classes()).isEqualTo(classes == 0 ? OptionalInt.empty() : OptionalInt.of(classes));
        assertThat(network.boundary()).isEqualTo(boundary);
        assertThat(network.metadata().get("graph")).doesNotContain("layers.OutputLayer");
    }

    private static GraphBuilder begun() {
        return convolved().addLayer("dense", dense(WIDTH, Activation.TANH), "convolution");
    }

    private static GraphBuilder convolved() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 3))
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3).nOut(2).build(),
                        "image");
    }

    private static DenseLayer dense(int width, Activation activation) {
        return new DenseLayer.Builder().nOut(width).activation(activation).build();
    }

    private static ComputationGraph saved(GraphBuilder builder) {
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }
}
