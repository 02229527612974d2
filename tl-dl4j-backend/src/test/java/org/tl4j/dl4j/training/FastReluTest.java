package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.dl4j.Started;

class FastReluTest {
    private static final float[] INPUT = {-3, -1e-30f, -0f, 0, 1e-30f, 2};
    private static final float[] EPSILON = {1, -2, 3, 4, -5, 0.5f};

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forwardIsThatOfTheRectifier(boolean training) {
        try (INDArray expected = new ActivationReLU().getActivation(Nd4j.createFromArray(INPUT), training);
                INDArray found = new FastRelu().getActivation(Nd4j.createFromArray(INPUT), training)) {
            assertThat(floats(found)).containsExactly(floats(expected));
            assertThat(floats(found)).containsExactly(0, 0, 0, 0, 1e-30f, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'c', 'f'})
    void gradientIsThatOfTheRectifierInAnyOrderOfMemory(char order) {
        try (INDArray input = Nd4j.createFromArray(INPUT).reshape(2, 3).dup(order);
                INDArray epsilon = Nd4j.createFromArray(EPSILON).reshape(2, 3).dup('c');
                INDArray expected = new ActivationReLU()
                        .backprop(input.dup(), epsilon.dup())
                        .getFirst();
                INDArray found = new FastRelu().backprop(input, epsilon).getFirst()) {
            assertThat(floats(found)).containsExactly(floats(expected));
            assertThat(floats(found)).containsExactly(0, 0, 0, 0, -5, 0.5f);
            assertThat(floats(epsilon)).containsExactly(EPSILON);
        }
    }

    /** The values in row-major order; zeros have no sign here. */
    private static float[] floats(INDArray array) {
        return array.dup('c').addi(0).data().asFloat();
    }
}
