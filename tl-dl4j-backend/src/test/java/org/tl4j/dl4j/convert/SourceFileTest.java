package org.tl4j.dl4j.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Arrays4j;

class SourceFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void givesTheOutputOfTheSavedGraph(CNN2DFormat format) {
        ComputationGraph saved = SavedNetworks.graph(format);
        Path file = SavedNetworks.save(saved, folder);

        ComputationGraph read = SourceFile.graph(file);

        try (INDArray images = Nd4j.rand(DataType.FLOAT, 2, 3, SavedNetworks.SIDE, SavedNetworks.SIDE)) {
            INDArray asSaved = format == CNN2DFormat.NCHW
                    ? images.dup()
                    : images.permute(0, 2, 3, 1).dup('c');
            same(read.outputSingle(images), saved.outputSingle(asSaved));
        }
    }

    @Test
    void givesTheOutputOfTheSavedChain() {
        MultiLayerNetwork saved = SavedNetworks.chain();

        ComputationGraph read = SourceFile.graph(SavedNetworks.save(saved, folder));

        try (INDArray images = Nd4j.rand(DataType.FLOAT, 2, 1, SavedNetworks.SIDE, SavedNetworks.SIDE)) {
            same(
                    read.outputSingle(images),
                    saved.output(images.dup().reshape('c', 2, SavedNetworks.SIDE * SavedNetworks.SIDE)));
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void saysWhatItFound(CNN2DFormat format) {
        ImportedNetwork network = read(SavedNetworks.save(SavedNetworks.graph(format), folder));

        assertThat(network.format()).isEqualTo("Deeplearning4j");
        assertThat(network.channels()).isEqualTo(3);
        assertThat(network.classes()).hasValue(SavedNetworks.CLASSES);
        assertThat(network.boundary()).isEqualTo("dense");
        // names with a special meaning are replaced
        assertThat(network.vertices())
                .containsExactly(
                        "input_", "norm", "relu", "left", "right", "both", "pool_", "dense", "dropout", "output_");
        assertThat(network.tensors())
                .extracting(tensor -> tensor.name())
                .contains("left.pointwise_weight", "norm.running_var");
        // strides of 4 in all: 9 to 12 pixels fit the input of the dense layer
        assertThat(network.input()).isEqualTo(ImageSize.square(9));
        assertThat(network.metadata().get("graph")).doesNotContain("NHWC", "Adam", "L2Regularization");
    }

    @Test
    void usesTheGivenSize() {
        Path file = SavedNetworks.save(SavedNetworks.graph(CNN2DFormat.NCHW), folder);

        assertThat(SourceFile.read(file, OptionalInt.of(SavedNetworks.SIDE), PixelConvention.UNIT)
                        .input())
                .isEqualTo(ImageSize.square(SavedNetworks.SIDE));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> SourceFile.read(file, OptionalInt.of(13), PixelConvention.UNIT))
                .withMessageContainingAll("input-size must fit the layers of the network, found 13x13", "9x9 is used");
    }

    @Test
    void takesFeaturesFromBeforeAClassifierOfSigmoids() {
        MultiLayerNetwork saved = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new DenseLayer.Builder()
                        .nOut(6)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.convolutional(12, 12, 3))
                .build());
        saved.init();

        ImportedNetwork network = read(SavedNetworks.save(saved, folder));

        assertThat(network.boundary()).isEqualTo("layer1");
        assertThat(network.classes()).isEmpty();
    }

    @Test
    void readsLeNetOfTheZoo() {
        ImportedNetwork network =
                read(SavedNetworks.save(LeNet.builder().numClasses(10).build().init(), folder));

        assertThat(network.input()).isEqualTo(ImageSize.square(28));
        assertThat(network.channels()).isEqualTo(1);
        assertThat(network.boundary()).isEqualTo("ffn1");
        assertThat(network.classes()).hasValue(10);
    }

    @Test
    void readsSqueezeNetOfTheZooWhoseClassifierIsAConvolution() {
        ComputationGraph saved = SqueezeNet.builder()
                .numClasses(4)
                .inputShape(new int[] {3, 64, 64})
                .build()
                .init();

        ImportedNetwork network = read(SavedNetworks.save(saved, folder));

        assertThat(network.boundary()).isNotEqualTo("drop9");
        assertThat(network.vertices()).contains("drop9");
        assertThat(network.classes()).hasValue(4);
    }

    @Test
    void ignoresWhateverElseIsInAZip() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);

        Path hostile =
                SavedNetworks.with(zip, "preprocessor.bin", "no Java object at all".getBytes(StandardCharsets.UTF_8));
        hostile = SavedNetworks.with(hostile, "objects/evil", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5});

        assertThat(read(hostile).classes()).hasValue(SavedNetworks.CLASSES);
    }

    @Test
    void refusesClassesThatAreNoPartsOfANetwork() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.graph(CNN2DFormat.NCHW), folder);
        String json = new String(SavedNetworks.entry(zip, "configuration.json"), StandardCharsets.UTF_8)
                .replace("org.nd4j.linalg.learning.config.Adam", "javax.script.ScriptEngineManager");

        refuses(
                SavedNetworks.with(zip, "configuration.json", json.getBytes(StandardCharsets.UTF_8)),
                "ScriptEngineManager");
    }

    @Test
    void refusesLayersThatNoImageClassifierHas() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);
        String json = new String(SavedNetworks.entry(zip, "configuration.json"), StandardCharsets.UTF_8)
                .replace("conf.layers.DenseLayer", "conf.layers.AutoEncoder");

        refuses(SavedNetworks.with(zip, "configuration.json", json.getBytes(StandardCharsets.UTF_8)), "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 60, 100, 1000, 4000})
    void refusesCoefficientsThatEndTooSoon(int length) throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);
        byte[] whole = SavedNetworks.entry(zip, "coefficients.bin");
        assertThat(whole.length).isGreaterThan(length);

        refuses(SavedNetworks.with(zip, "coefficients.bin", Arrays.copyOf(whole, length)), "");
    }

    @Test
    void refusesOtherCountsThanThatOfTheGraph() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);
        Path other = Files.createDirectory(folder.resolve("other"));
        byte[] coefficients = SavedNetworks.entry(
                SavedNetworks.save(SavedNetworks.graph(CNN2DFormat.NCHW), other), "coefficients.bin");

        refuses(SavedNetworks.with(zip, "coefficients.bin", coefficients), "parameters of the graph");
    }

    @Test
    void asksForNoMemoryThatAHugeGraphWouldNeed() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);
        String json = new String(SavedNetworks.entry(zip, "configuration.json"), StandardCharsets.UTF_8)
                .replaceAll("\"nout\" : 9", "\"nout\" : 9000000");

        refuses(
                SavedNetworks.with(zip, "configuration.json", json.getBytes(StandardCharsets.UTF_8)),
                "parameters of the graph");
    }

    @Test
    void refusesAConfigurationThatGrowsWithoutEnd() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);

        refuses(SavedNetworks.with(zip, "configuration.json", new byte[1 << 25]), "at most");
    }

    @Test
    void refusesDamagedZips() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);
        byte[] whole = Files.readAllBytes(zip);
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 8; i++) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("damaged.zip"), damaged);
            try {
                // damage to parts that are not read is harmless
                read(file);
            } catch (WeightsException e) {
                assertThat(e.problem().rule()).isNotEmpty();
            }
        }
    }

    @Test
    void saysHowAnotherFormatOfKerasIsSavedAsHdf5() throws IOException {
        Path zip = SavedNetworks.save(SavedNetworks.chain(), folder);

        refuses(
                SavedNetworks.with(zip, "model.weights.h5", new byte[0]),
                "found the format .keras; load it with Keras and save it with model.save('NAME.h5')");
    }

    @Test
    void refusesOtherFormats() throws IOException {
        refuses(Files.writeString(folder.resolve("text.h5"), "no HDF5"), "must be a network of Keras (HDF5) or");
        byte[] broken = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0, 0};
        refuses(Files.write(folder.resolve("broken.h5"), broken), "must be a Keras model as HDF5");
        refuses(folder.resolve("missing.h5"), "must be a readable file");
    }

    private static ImportedNetwork read(Path file) {
        return SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT);
    }

    private static void refuses(Path file, String message) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining(message);
    }

    private static void same(INDArray found, INDArray expected) {
        assertThat(Arrays4j.values(found)).hasSameSizeAs(Arrays4j.values(expected));
        for (int i = 0; i < found.length(); i++) {
            assertThat(Arrays4j.values(found)[i]).isCloseTo(Arrays4j.values(expected)[i], within(1e-6f));
        }
    }
}
