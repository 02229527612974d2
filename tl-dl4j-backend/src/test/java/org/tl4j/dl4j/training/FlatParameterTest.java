package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.training.TrainedParameter.WorkingView;

/** Blocks of flat values are changed as whole arrays are. */
class FlatParameterTest {
    /** More than two blocks, the last one short. */
    private static final long[] SHAPE = {7, 5, 13, 11};

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @CsvSource({"c, true", "c, false", "f, false"})
    void changesParameterAndCounterpartAsArraysDo(char order, boolean folded) {
        Random random = new Random(4);
        try (INDArray parameter = random(random, order);
                INDArray working = random(random, order);
                INDArray gradient = random(random, order);
                INDArray channels =
                        Nd4j.create(new float[] {1, 2, 3, 0.5f, -1, 4, 0.1f}, new long[] {7, 1, 1, 1}, 'c');
                INDArray expectedGradient = (folded ? gradient.mul(channels) : gradient.dup(order)).divi(4);
                INDArray expected = parameter.mul(0.75).subi(expectedGradient.mul(0.5 * 3))) {
            WorkingView view =
                    new WorkingView(working, gradient, folded ? channels : null, folded ? channels : null, false, true);
            FlatParameter flat = FlatParameter.of(parameter, view).orElseThrow();
            double norm = expectedGradient.norm2Number().doubleValue();

            assertThat(flat.takeGradient(4)).isCloseTo(norm * norm, within(1e-5 * norm * norm));
            assertSame(gradient, expectedGradient);

            FlatParameter.Rule threefold = (gradients, values, from, count) -> {
                for (int i = 0; i < count; i++) {
                    gradients[i] *= 3;
                }
            };
            flat.update(threefold, 0.5f, 0.75f);

            assertSame(parameter, expected);
            if (folded) {
                expected.muli(channels).addi(channels);
            }
            assertSame(working, expected);
        }
    }

    @Test
    void onlyArraysOfFloatsInOneOrderAreFlat() {
        try (INDArray rows = Nd4j.zeros(DataType.FLOAT, 3, 4);
                INDArray doubles = Nd4j.zeros(DataType.DOUBLE, 3, 4);
                INDArray columns = rows.dup('f')) {
            assertThat(FlatParameter.of(rows, plain(rows, rows))).isPresent();
            assertThat(FlatParameter.of(doubles, plain(doubles, doubles))).isEmpty();
            assertThat(FlatParameter.of(rows, plain(rows, doubles))).isEmpty();
            assertThat(FlatParameter.of(rows, plain(columns, rows))).isEmpty();
            assertThat(FlatParameter.of(rows.transpose(), plain(rows, rows))).isEmpty();
        }
    }

    private static WorkingView plain(INDArray values, INDArray gradient) {
        return new WorkingView(values, gradient, null, null, false, false);
    }

    private static INDArray random(Random random, char order) {
        float[] values = new float[5005];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, SHAPE, order);
    }

    private static void assertSame(INDArray found, INDArray expected) {
        assertThat(found.dup('c').data().asFloat())
                .containsExactly(expected.dup('c').data().asFloat(), within(1e-5f));
    }
}
