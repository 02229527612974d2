package org.tl4j.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.Started;

class NamedParametersTest {
    private static final int CHANNELS = 2;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Each weight is measured from outside: it is the output if only its pixel is 1. */
    @Test
    void depthwiseWeightsMeetThePixelsThatTheyArePublishedFor() {
        float[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Map<String, Tensor> published = Map.of(
                "depthwise.weight",
                new Tensor("depthwise.weight", List.of(CHANNELS, 1, HEIGHT, WIDTH), FloatBuffer.wrap(numbers)),
                "depthwise.bias",
                new Tensor("depthwise.bias", List.of(CHANNELS), FloatBuffer.wrap(new float[] {100, 200})));
        ComputationGraph graph = depthwise();
        NamedParameters parameters = NamedParameters.of(graph);
        parameters.fill(published, "by hand");

        for (int i = 0; i < numbers.length; i++) {
            int channel = i / (HEIGHT * WIDTH);
            try (INDArray pixels = Nd4j.zeros(1, CHANNELS, HEIGHT, WIDTH)) {
                pixels.putScalar(new long[] {0, channel, i / WIDTH % HEIGHT, i % WIDTH}, 1);
                INDArray output = graph.outputSingle(pixels);
                for (int c = 0; c < CHANNELS; c++) {
                    float bias = 100 * (c + 1);
                    assertThat(output.getFloat(0, c, 0, 0)).isEqualTo(c == channel ? bias + numbers[i] : bias);
                }
            }
        }
        assertThat(parameters.copy()).hasSameSizeAs(published.values()).allSatisfy(copy -> {
            assertThat(copy.shape()).isEqualTo(published.get(copy.name()).shape());
            assertThat(copy.values()).isEqualTo(published.get(copy.name()).values());
        });
        graph.close();
    }

    /** One pixel comes out. */
    private static ComputationGraph depthwise() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(HEIGHT, WIDTH)
                                .depthMultiplier(1)
                                .nOut(CHANNELS)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "input")
                .setOutputs("depthwise")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS))
                .build());
        graph.init();
        return graph;
    }
}
