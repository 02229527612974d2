package org.tl4j.dl4j.convert.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.OnnxDescription;
import org.tl4j.dl4j.onnx.WrittenNetwork;
import org.tl4j.dl4j.validation.ActivationShape;

/** Outputs of networks in Keras files, for images [height, width, channels] as in Keras. */
public final class KerasOutputs {
    private static final double TOLERANCE = 1e-5;

    private KerasOutputs() {}

    /** The output for one image. */
    public static float[] answer(Path file, float... pixels) {
        try (SourceNetwork network = KerasFile.read(file)) {
            ImageSize size = network.size().orElseThrow();
            long[] shape = {1, size.height(), size.width(), pixels.length / (size.height() * size.width())};
            try (INDArray last = Nd4j.create(pixels, shape, 'c');
                    INDArray image = last.permute(0, 3, 1, 2).dup('c')) {
                // before Deeplearning4j, whose activations may work in place on the input
                float[] values = Arrays4j.values(image);
                INDArray found = network.graph().outputSingle(image);
                requireSameInOnnx(network.graph(), values, image.shape(), Arrays4j.values(found));
                return Arrays4j.values(found.rank() == 4 ? found.permute(0, 2, 3, 1) : found);
            }
        }
    }

    /** What imports can hold can be written in ONNX, and computes the same there. */
    private static void requireSameInOnnx(ComputationGraph graph, float[] image, long[] shape, float[] expected) {
        OnnxTranslation written = OnnxDescription.features(
                graph,
                ActivationShape.image(shape[1], shape[2], shape[3]),
                graph.getConfiguration().getNetworkOutputs().get(0));
        try (WrittenNetwork session = WrittenNetwork.of(written)) {
            float[] found = session.run(OnnxNetwork.FEATURES, FloatBuffer.wrap(image), shape);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) found[i])
                        .as("number %d in ONNX", i)
                        .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
            }
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime must run what was written", e);
        }
    }

    /** Up to rounding. */
    public static void same(float[] found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i])
                    .as("number " + i)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** From -1 to 1. */
    public static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
        return numbers;
    }
}
