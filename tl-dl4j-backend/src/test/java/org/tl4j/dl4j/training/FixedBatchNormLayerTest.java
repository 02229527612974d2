package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.dl4j.Started;

class FixedBatchNormLayerTest {
    private static final int CHANNELS = 3;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Images with sides of this many pixels, or vectors for 0; the gradient may come in either memory order. */
    @ParameterizedTest
    @CsvSource({"4, RELU, c", "4, IDENTITY, c", "4, RELU, f", "4, RELU6, c", "0, RELU, c", "0, IDENTITY, f"})
    void scalesAndShiftsEachChannelInBothDirections(int side, Activation activation, char order) {
        long[] shape = side == 0 ? new long[] {2, CHANNELS} : new long[] {2, CHANNELS, side, side};
        try (ChannelAffine affine = new ChannelAffine(
                        Nd4j.createFromArray(new float[][] {{2, -1, 0.5f}}),
                        Nd4j.createFromArray(new float[][] {{0.25f, 0, -0.5f}}));
                INDArray input = Nd4j.randn(DataType.FLOAT, shape).muli(4);
                INDArray given = Nd4j.randn(DataType.FLOAT, shape);
                INDArray epsilon = given.dup(order)) {
            FixedBatchNormLayer layer = layer(activation);
            layer.use(affine);
            // the gradient of ReLU6 is written over its argument
            INDArray output = layer.activate(input, true, LayerWorkspaceMgr.noWorkspaces())
                    .dup();
            INDArray gradient = layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces())
                    .getSecond();

            int pixels = Math.max(1, side * side);
            for (int i = 0; i < input.length(); i++) {
                int channel = i / pixels % CHANNELS;
                double scale = affine.scale().getDouble(channel);
                double normalised = input.getDouble(i) * scale + affine.shift().getDouble(channel);
                double low = activation == Activation.IDENTITY ? Double.NEGATIVE_INFINITY : 0;
                double high = activation == Activation.RELU6 ? 6 : Double.POSITIVE_INFINITY;
                boolean passes = low < normalised && normalised < high;
                assertThat(output.getDouble(i)).isCloseTo(Math.max(low, Math.min(high, normalised)), within(1e-5));
                assertThat(gradient.getDouble(i)).isCloseTo(passes ? given.getDouble(i) * scale : 0, within(1e-6));
            }
            assertThat(layer.numParams()).isZero();
        }
    }

    private static FixedBatchNormLayer layer(Activation activation) {
        NeuralNetConfiguration configuration = new NeuralNetConfiguration();
        configuration.setLayer(new FixedBatchNorm("norm", activation.getActivationFunction()));
        return new FixedBatchNormLayer(configuration, DataType.FLOAT);
    }
}
