package org.tl4j.interop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;

/** A graph that cannot be a backbone is refused by what is wrong in it. */
class RefusedGraphsTest {
    private static final InputType PHOTO = InputType.convolutional(Photos.SIDE, Photos.SIDE, 3);

    @BeforeEach
    void start() {
        Runtimes.started();
    }

    @Test
    void oneThatWasNotInitialised() {
        assertThatThrownBy(() -> take(new ComputationGraph(Graphs.small().build())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must have parameters")
                .hasMessageContaining("init");
    }

    @Test
    void oneOfSeveralInputs() {
        ComputationGraph graph = Graphs.initialised(Graphs.builder()
                .graphBuilder()
                .addInputs("left", "right")
                .setInputTypes(PHOTO, PHOTO)
                .addLayer("one", Graphs.convolution(4), "left")
                .addLayer("two", Graphs.convolution(4), "right")
                .addVertex("both", new MergeVertex(), "one", "two")
                .addLayer("classes", Graphs.output(), "both")
                .setOutputs("classes"));

        assertThatThrownBy(() -> take(graph))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("networkInputs in graph own must name one vertex, found [left, right]");
    }

    @Test
    void oneOfSeveralOutputs() {
        ComputationGraph graph = Graphs.initialised(
                Graphs.small().addLayer("others", Graphs.output(), "dense").setOutputs("classes", "others"));

        assertThatThrownBy(() -> take(graph))
                .hasMessageContaining("networkOutputs in graph own must name one vertex, found [classes, others]");
    }

    @Test
    void oneThatTakesNoImages() {
        ComputationGraph rows = Graphs.initialised(Graphs.builder()
                .graphBuilder()
                .addInputs("row")
                .setInputTypes(InputType.feedForward(20))
                .addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "row")
                .addLayer("classes", Graphs.output(), "dense")
                .setOutputs("classes"));

        assertThatThrownBy(() -> take(rows))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("must begin with convolutions of an image");
    }

    @Test
    void oneOfSequences() {
        ComputationGraph text = Graphs.initialised(Graphs.builder()
                .graphBuilder()
                .addInputs("text")
                .setInputTypes(InputType.recurrent(20))
                .addLayer("lstm", new LSTM.Builder().nOut(6).build(), "text")
                .addLayer(
                        "classes",
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "lstm")
                .setOutputs("classes"));

        assertThatThrownBy(() -> take(text))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("LSTM");
    }

    @Test
    void oneOfManyChannels() {
        ComputationGraph spectra = Graphs.initialised(Graphs.builder()
                .graphBuilder()
                .addInputs("spectra")
                .setInputTypes(InputType.convolutional(Photos.SIDE, Photos.SIDE, 7))
                .addLayer("stem", Graphs.convolution(8), "spectra")
                .addLayer("classes", Graphs.output(), "stem")
                .setOutputs("classes"));

        assertThatThrownBy(() -> take(spectra)).hasMessageContaining("must be images of 1 or 3 channels, found 7");
    }

    @Test
    void oneThatHasALayerOfItsOwnClass() {
        ComputationGraph graph = Graphs.initialised(Graphs.builder()
                .graphBuilder()
                .addInputs("photo")
                .setInputTypes(PHOTO)
                .addLayer("stem", Graphs.convolution(8), "photo")
                .addLayer("own", new Halved(), "stem")
                .addLayer("classes", Graphs.output(), "own")
                .setOutputs("classes"));

        assertThatThrownBy(() -> take(graph))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("graph own")
                .hasMessageContaining("Halved");
    }

    @Test
    void oneWhoseWeightsAreNotFinite() {
        ComputationGraph graph = Graphs.initialised(Graphs.small());
        graph.params().putScalar(3, Double.NaN);

        assertThatThrownBy(() -> take(graph))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("network own must have finite outputs");
    }

    @Test
    void oneThatDoesNotFitImagesOfTheSize() {
        ComputationGraph graph = new ComputationGraph(Graphs.small().build());
        graph.init();

        assertThatThrownBy(() -> Deeplearning4jBackbone.of("Own Net", graph, Optional.empty(), PixelConvention.UNIT))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("small letters");
        assertThatThrownBy(() -> Deeplearning4jBackbone.of("own", graph, Optional.empty(), null))
                .isInstanceOf(UsageException.class);
        MultiLayerNetwork chain = Graphs.chain();
        assertThatThrownBy(() -> Deeplearning4jBackbone.of(
                        "own", chain, Optional.of(ImageSize.square(20)), PixelConvention.UNIT))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("own");
    }

    private static void take(ComputationGraph graph) {
        Deeplearning4jBackbone.of("own", graph, Optional.of(ImageSize.square(Photos.SIDE)), PixelConvention.UNIT);
    }

    /** A user's layer, which nobody but that user has. */
    public static final class Halved extends SameDiffLambdaLayer {
        private static final long serialVersionUID = 1L;

        @Override
        public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
            return input.mul(0.5);
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }
}
